import { readFileSync } from 'node:fs'
import { ClusterError } from '../../model/cluster-error.ts'
import { goFileError } from '../go-file-error.ts'
import type { Access } from '../kubeconfig/access.ts'
import type { Surroundings } from '../surroundings.ts'
import { impersonation } from './impersonation.ts'
import { fileToken } from './token-file.ts'
import type { Credentials } from './types.ts'

/**
 * Tokens come before names and passwords, those before plugins; a client certificate goes with all of them but plugins.
 * Upstream: client-go v0.36.3, rest and transport config, transport/round_trippers.go.
 */
export async function credentialsOf(access: Access, around: Surroundings): Promise<Credentials> {
  const { user } = access
  const { certificate, certificateData, key, keyData } = user
  const hasPair = certificate !== undefined || certificateData !== undefined
  const keyPair = () =>
    hasPair ? { cert: certificateData ?? read(certificate), key: keyData ?? read(key) } : undefined
  const common = { keyPair, headers: impersonation(user) }
  if (user.token !== undefined || user.tokenFile !== undefined) {
    const token = user.tokenFile === undefined ? undefined : fileToken(user.tokenFile, user.token)
    return {
      ...common,
      authorization: () => `Bearer ${token?.read() ?? user.token}`,
      refresh: () => token?.refresh() ?? false,
      hint: user.tokenFile
        ? `the token of ${user.tokenFile} is not accepted`
        : 'the token is not accepted: log in again',
    }
  }
  if (user.username !== undefined || user.password !== undefined) {
    const pair = Buffer.from(`${user.username ?? ''}:${user.password ?? ''}`).toString('base64')
    return {
      ...common,
      authorization: () => `Basic ${pair}`,
      refresh: () => false,
      hint: 'API servers take no names and passwords since Kubernetes 1.19: use a token or a certificate',
    }
  }
  if (user.exec && !hasPair) {
    const { execCredentials } = await import('./exec.ts')
    return { ...execCredentials(user.exec, access, around), headers: common.headers }
  }
  if (user.authProvider) {
    const { providerToken } = await import('./auth-provider.ts')
    const { authProvider } = user
    return {
      ...common,
      authorization: () => `Bearer ${providerToken(authProvider)}`,
      refresh: () => false,
      hint: 'log in again',
    }
  }
  return {
    ...common,
    authorization: () => undefined,
    refresh: () => false,
    hint: hasPair ? 'the client certificate is not accepted: it may have expired' : 'the kubeconfig has no credentials',
  }
}

function read(file: string | undefined): Buffer {
  try {
    return readFileSync(file ?? '')
  } catch (error) {
    throw new ClusterError(`error: ${goFileError(error, file)}`, undefined, error)
  }
}
