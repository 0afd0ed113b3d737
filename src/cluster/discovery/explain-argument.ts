import type { Named } from './resource-argument.ts'
import { RestMapper } from './rest-mapper.ts'
import type { Discovered, Resource } from './types.ts'

/** What an argument of explain names; the path of fields in it is somebody else's. */
export interface Explained extends Named {
  /** The version stands in the argument. */
  namesVersion: boolean
}

/** Fields that most resources have: these words are no beginning of a group. */
const fields = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status', 'data', 'rules', 'items'])

/**
 * The resource that an argument of explain names. Of several with one name, the one whose group or version stands in the
 * argument, as in `crontabs.stable.example.com.spec` or `ct.v1.stable.spec`; else the one that kubectl explain takes.
 * Upstream: kubectl v0.36.3, pkg/explain/explain.go SplitAndParseResourceRequestWithMatchingPrefix.
 * @param apiVersion `group/version`, or `version`
 */
export function resourceExplained(
  discovered: Discovered,
  argument: string,
  apiVersion: string | undefined,
): Explained | undefined {
  const mapper = new RestMapper(discovered)
  const { type, rest } = split(argument)
  const warnings = new Set<string>()
  const asKubectl = mapper.resourcesFor({ resource: type, version: '', group: '' }, (text) => warnings.add(text))
  const others = allOf(discovered).filter((each) => goesBy(each, type))
  const candidates = inVersion([...asKubectl, ...others], apiVersion)
  const [first] = candidates
  if (!first) return undefined
  let best = { resource: first, taken: 0, namesVersion: false }
  for (const resource of candidates) {
    for (const { text, namesVersion } of spellings(resource)) {
      const isThere = rest.startsWith(text) && /^(?:[.[/#\s]|$)/.test(rest.slice(text.length))
      if (isThere && text.length > best.taken) best = { resource, taken: text.length, namesVersion }
    }
  }
  if (best.taken > 0) return { resource: best.resource, warnings: [], namesVersion: best.namesVersion }
  return { resource: first, warnings: apiVersion === undefined ? [...warnings] : [], namesVersion: false }
}

function allOf({ groups }: Discovered): Resource[] {
  return groups.flatMap(({ versions }) => versions.flatMap(({ resources }) => resources))
}

function split(argument: string): { type: string; rest: string } {
  const trimmed = argument.trim()
  const end = /[.[/#\s]/.exec(trimmed)?.index ?? trimmed.length
  return { type: trimmed.slice(0, end), rest: trimmed.slice(end) }
}

/** In any case, which kubectl is stricter about. */
function goesBy({ name, singular, kind, shortNames }: Resource, type: string): boolean {
  const wanted = type.toLowerCase()
  return [name, singular, kind, ...shortNames].some((each) => each.toLowerCase() === wanted)
}

function inVersion(all: readonly Resource[], apiVersion: string | undefined): Resource[] {
  if (apiVersion === undefined) return [...all]
  const slash = apiVersion.indexOf('/')
  const version = apiVersion.slice(slash + 1)
  return all.filter((each) => each.version === version && (slash < 0 || each.group === apiVersion.slice(0, slash)))
}

/** How group and version may stand behind the type. */
function spellings({ group, version }: Resource): { text: string; namesVersion: boolean }[] {
  const labels = group === '' ? [] : group.split('.')
  const groups = labels
    .map((_, i) => labels.slice(0, i + 1).join('.'))
    .filter((prefix) => prefix === group || !fields.has(prefix))
  return [
    { text: `.${version}`, namesVersion: true },
    ...groups.flatMap((each) => [
      { text: `.${each}`, namesVersion: false },
      { text: `.${version}.${each}`, namesVersion: true },
    ]),
  ]
}
