import type { UserEntry } from '../kubeconfig/types.ts'

/**
 * The headers that make a request somebody else's.
 * Upstream: client-go v0.36.3, transport/round_trippers.go NewImpersonatingRoundTripper.
 */
export function impersonation({ as, asUid, asGroups, asUserExtra }: UserEntry): Record<string, string | string[]> {
  if (as === undefined) return {}
  const headers: Record<string, string | string[]> = { 'Impersonate-User': as }
  if (asUid) headers['Impersonate-Uid'] = asUid
  if (asGroups) headers['Impersonate-Group'] = [...asGroups]
  for (const [key, values] of asUserExtra ?? []) headers[`Impersonate-Extra-${escapeKey(key)}`] = [...values]
  return headers
}

/** Bytes that no header may have in its name are written as %XX. */
function escapeKey(key: string): string {
  return [...Buffer.from(key)]
    .map((byte) => {
      const char = String.fromCharCode(byte)
      return /[!#$&'*+\-.^_`|~0-9A-Za-z]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}
