import recorded from './builtin-kinds.json' with { type: 'json' }
import { formatApiVersion, type GVK } from './gvk.ts'
import { newestVersion, type ServerVersion } from './server-version.ts'

const kinds = new Map(
  Object.entries<string>(recorded.kinds).map(([apiVersion, names]) => [apiVersion, names.split(' ')]),
)

/**
 * Does Kubernetes itself serve this kind in this version of its group? What is known of is the newest Kubernetes; older
 * ones served more alpha and beta versions, so of those it is taken to be so.
 */
export function isBuiltinKind(gvk: GVK, server: ServerVersion): boolean {
  if (server.minor < newestVersion.minor && /^v\d+(?:alpha|beta)\d+$/.test(gvk.version)) return true
  return builtinKindsOf(formatApiVersion(gvk)).includes(gvk.kind)
}

/** The kinds of `apps/v1` and so on; none when it is not served. */
export function builtinKindsOf(apiVersion: string): readonly string[] {
  return kinds.get(apiVersion) ?? []
}

/** The apiVersions in which a kind is served, stable ones first. */
export function builtinVersionsOf(kind: string): string[] {
  const found = [...kinds].filter(([, names]) => names.includes(kind)).map(([apiVersion]) => apiVersion)
  const isStable = (apiVersion: string) => !/\dalpha|\dbeta/.test(apiVersion)
  return [...found.filter(isStable), ...found.filter((apiVersion) => !isStable(apiVersion))]
}
