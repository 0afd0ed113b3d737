import { readManifests } from '../../manifest/read.ts'
import { ClusterError } from '../../model/cluster-error.ts'
import { isDict, type Value } from '../../model/value.ts'
import type { ExecCredential } from './types.ts'

/**
 * Reads what a plugin printed. The text itself is never shown: it holds secrets.
 * Upstream: client-go v0.36.3, plugin/pkg/client/auth/exec/exec.go refreshCredsLocked. Throws {@link ClusterError}.
 */
export function parseCredential(text: string, apiVersion: string): ExecCredential {
  const [document] = readManifests({ name: 'plugin', text })
  const root = document?.root
  if (!isDict(root)) throw bad('decoding stdout: it is no ExecCredential')
  if (root.kind !== 'ExecCredential') throw bad('decoding stdout: its kind is not ExecCredential')
  if (root.apiVersion !== apiVersion)
    throw bad(
      `exec plugin is configured to use API version ${apiVersion}, plugin returned version ${name(root.apiVersion)}`,
    )
  if (!isDict(root.status)) throw bad("exec plugin didn't return a status field")
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = root.status
  if (!token && !cert && !key) throw bad("exec plugin didn't return a token or cert/key pair")
  if (!cert !== !key) throw bad('exec plugin returned only certificate or key, not both')
  return {
    token: textOf(token),
    keyPair: cert && key ? { cert: textOf(cert) ?? '', key: textOf(key) ?? '' } : undefined,
    expires: expiry(expirationTimestamp),
  }
}

function textOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw bad('decoding stdout: a credential is no text')
  return value
}

function expiry(value: Value | undefined): number | undefined {
  if (value === undefined || value === null) return undefined
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time)) throw bad('decoding stdout: expirationTimestamp is no time')
  return time
}

function name(value: Value | undefined): string {
  return typeof value === 'string' ? value : '(none)'
}

function bad(why: string): ClusterError {
  return new ClusterError(
    `Unable to connect to the server: getting credentials: ${why}`,
    'the credential plugin of the kubeconfig does not do what it should: see its version and its arguments',
  )
}
