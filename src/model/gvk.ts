/** Group, version and kind of an object. The core group is `''`. */
export interface GVK {
  group: string
  version: string
  kind: string
}

/** Splits `group/version` (or `version`, for the core group). Undefined when it has more than one slash. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } | undefined {
  const parts = apiVersion.split('/')
  if (parts.length === 1) return { group: '', version: parts[0]! }
  if (parts.length === 2) return { group: parts[0]!, version: parts[1]! }
  return undefined
}

export function formatApiVersion(gvk: { group: string; version: string }): string {
  return gvk.group === '' ? gvk.version : `${gvk.group}/${gvk.version}`
}
