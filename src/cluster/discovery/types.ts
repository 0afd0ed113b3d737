/** What a server serves: its groups in its own order, which is that of their priority. */
export interface Discovered {
  groups: readonly Group[]
  /** Versions of groups (`group/version`) that did not answer: their server is down. */
  failed: readonly string[]
}

export interface Group {
  /** '' for the core group. */
  name: string
  /** The version that the server prefers. */
  preferred: string
  versions: readonly GroupVersion[]
}

export interface GroupVersion {
  version: string
  resources: readonly Resource[]
}

/** A resource in one of its versions. */
export interface Resource {
  group: string
  version: string
  /** The plural, in lower case. */
  name: string
  /** '' when the server does not tell. */
  singular: string
  kind: string
  namespaced: boolean
  verbs: readonly string[]
  shortNames: readonly string[]
  categories: readonly string[]
  /** status, scale and so on. */
  subresources: readonly string[]
}

/** `group/version`, or `version` of the core group. */
export function groupVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`
}

/** `crontabs.stable.example.com`; of the core group `pods`. */
export function groupResource({ name, group }: { name: string; group: string }): string {
  return group === '' ? name : `${name}.${group}`
}

/** Where a resource is served: in one namespace, in all of them, or without. */
export function resourcePath({ group, version, name, namespaced }: Resource, namespace?: string): string {
  const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  return namespaced && namespace !== undefined
    ? `${base}/namespaces/${encodeURIComponent(namespace)}/${name}`
    : `${base}/${name}`
}
