import { ClusterError } from '../../model/cluster-error.ts'
import type { UserEntry } from '../kubeconfig/types.ts'

/**
 * The token of an `auth-provider`, of which kubectl knows only `oidc` any more. A token that has expired is left for kubectl to
 * renew, since it writes the new ones into the kubeconfig.
 * Upstream: client-go v0.36.3, plugin/pkg/client/auth/oidc and rest/plugin.go. Throws {@link ClusterError}.
 */
export function providerToken({ name, config }: NonNullable<UserEntry['authProvider']>): string {
  if (name === 'gcp' || name === 'azure')
    throw new ClusterError(
      `error: The ${name} auth plugin has been removed.`,
      `kubectl has none either since 1.26: use the credential plugin ${name === 'gcp' ? 'gke-gcloud-auth-plugin' : 'kubelogin'}`,
    )
  if (name !== 'oidc') throw new ClusterError(`error: no Auth Provider found for name ${JSON.stringify(name)}`)
  const token = config.get('id-token')
  if (!token) throw new ClusterError('error: No valid id-token, and cannot refresh without refresh-token', login)
  if (expiry(token) - 10_000 < Date.now())
    throw new ClusterError('error: the id-token of the oidc auth provider has expired', login)
  return token
}

const login = 'kubectl get --raw /version renews it where it can; else log in again'

/** Milliseconds since 1970, of the claim `exp`; 0 when it cannot be read. */
function expiry(token: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : 0
    return typeof exp === 'number' ? exp * 1000 : 0
  } catch {
    return 0
  }
}
