import { type Discovered, groupResource, type Resource } from './types.ts'

/** What is asked for: parts may be '' where anything will do. */
export interface Partial {
  resource: string
  version: string
  group: string
}

/**
 * Maps the names that people use to resources, in the order in which kubectl does: groups and versions as the server
 * lists them, the preferred version of a group first.
 * Upstream: client-go v0.36.3, restmapper; apimachinery v0.36.3, pkg/api/meta.
 */
export class RestMapper {
  readonly #all: readonly Resource[]
  /** The same, each group's preferred version before the others. */
  readonly #preferred: readonly Resource[]

  constructor({ groups }: Discovered) {
    this.#all = groups.flatMap(({ versions }) => versions.flatMap(({ resources }) => resources))
    this.#preferred = groups.flatMap(({ versions, preferred }) =>
      versions
        .toSorted((a, b) => Number(b.version === preferred) - Number(a.version === preferred))
        .flatMap(({ resources }) => resources),
    )
  }

  /** All that go by a name, in the order of the server; short names are taken as {@link expand} does. */
  resourcesFor(partial: Partial, warn: (text: string) => void): Resource[] {
    return matching(this.#all, this.expand(partial, warn))
  }

  /** The one that kubectl takes. */
  resourceFor(partial: Partial, warn: (text: string) => void): Resource | undefined {
    return matching(this.#preferred, this.expand(partial, warn))[0]
  }

  /** By kind, which has to be written as it is, or all in lower case. */
  kindFor({ resource: kind, version, group }: Partial): Resource | undefined {
    return this.#preferred.find(
      (each) =>
        (each.kind === kind || each.kind.toLowerCase() === kind) &&
        each.group === group &&
        (version === '' || each.version === version),
    )
  }

  /** All of a category. */
  category(name: string): Resource[] {
    const seen = new Set<string>()
    return this.#preferred.filter((each) => {
      if (!each.categories.includes(name) || seen.has(groupResource(each))) return false
      seen.add(groupResource(each))
      return true
    })
  }

  /**
   * Takes a short name for the name. The first one counts, and the others are told; of a full name nothing else is taken.
   * Upstream: restmapper/shortcut.go expandResourceShortcut, which forgets the version too.
   */
  expand(partial: Partial, warn: (text: string) => void): Partial {
    const { resource, group } = partial
    const isIn = (each: Resource) => group === '' || each.group === group
    if (this.#all.some((each) => isIn(each) && (each.name === resource || each.singular === resource))) return partial
    const short = this.#all.filter(({ shortNames }) => shortNames.includes(resource))
    const [first, ...others] = short.filter(isIn)
    if (first) {
      const lower = new Set(others.map(groupResource))
      lower.delete(groupResource(first))
      for (const other of lower)
        warn(`short name ${JSON.stringify(resource)} could also match lower priority resource ${other}`)
      return { resource: first.name, version: '', group: first.group }
    }
    const beginning = group === '' ? undefined : short.find((each) => each.group.startsWith(group))
    return beginning ? { ...partial, resource: beginning.name, group: beginning.group } : partial
  }
}

/** A beginning of a group will do when no version is asked for. Upstream: DefaultRESTMapper.ResourcesFor, one for each group. */
function matching(all: readonly Resource[], { resource, version, group }: Partial): Resource[] {
  const name = resource.toLowerCase()
  return all.filter((each) => {
    if (each.name !== name && singularOf(each) !== name) return false
    if (version !== '') return each.version === version && (group === '' || each.group === group)
    return each.group.startsWith(group)
  })
}

/** Old servers do not tell. */
function singularOf({ singular, kind }: Resource): string {
  return singular === '' ? kind.toLowerCase() : singular
}
