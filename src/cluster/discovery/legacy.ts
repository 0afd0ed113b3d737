import type { Plain } from './plain.ts'
import type { Group, Resource } from './types.ts'

/** A group of an `APIGroupList`, without its resources. */
export interface LegacyGroup {
  name: string
  preferred: string
  versions: readonly string[]
}

/** Reads an `APIGroupList`; the core group may be among them. */
export function readGroups(list: Plain): LegacyGroup[] {
  return list.each('groups').map((group) => ({
    name: group.text('name'),
    preferred: group.at('preferredVersion').text('version'),
    versions: group.each('versions').map((each) => each.text('version')),
  }))
}

/** Reads an `APIVersions`, the answer of `/api`. */
export function readCoreGroup(answer: Plain): LegacyGroup[] {
  const versions = answer.texts('versions')
  return versions.length === 0 ? [] : [{ name: '', preferred: versions[0]!, versions }]
}

/** Reads an `APIResourceList`; subresources stand in it as resources with a slash in their name. */
export function readResources(list: Plain, group: string, version: string): Resource[] {
  const all = list.each('resources')
  const subresources = Map.groupBy(
    all.map((each) => each.text('name')).filter((name) => name.includes('/')),
    (name) => name.slice(0, name.indexOf('/')),
  )
  return all
    .filter((each) => !each.text('name').includes('/'))
    .map((each) => ({
      group,
      version,
      name: each.text('name'),
      singular: each.text('singularName'),
      kind: each.text('kind'),
      namespaced: each.flag('namespaced'),
      verbs: each.texts('verbs'),
      shortNames: each.texts('shortNames'),
      categories: each.texts('categories'),
      subresources: (subresources.get(each.text('name')) ?? []).map((name) => name.slice(name.indexOf('/') + 1)),
    }))
}

/** With the resources of each version; a version without is left out. */
export function withResources(
  { name, preferred, versions }: LegacyGroup,
  resources: (version: string) => readonly Resource[] | undefined,
): Group {
  const found = versions.flatMap((version) => {
    const list = resources(version)
    return list ? { version, resources: list } : []
  })
  const isThere = found.some(({ version }) => version === preferred)
  return { name, preferred: isThere ? preferred : (found[0]?.version ?? ''), versions: found }
}
