import { ClusterError } from '../../model/cluster-error.ts'
import type { ClusterFlags } from '../cluster-flags.ts'
import type { Env } from '../surroundings.ts'
import { present } from './read.ts'
import type { ClusterEntry, ContextEntry, Kubeconfig, UserEntry } from './types.ts'

/** The entries that count, with what the flags say laid over them. */
export interface Chosen {
  /** '' when there is none. */
  contextName: string
  context: ContextEntry
  userName: string
  user: UserEntry
  clusterName: string
  cluster: ClusterEntry
}

/**
 * Chooses the context, its user and its cluster. What a flag names has to be there; what the kubeconfig itself names and
 * does not have is empty, and the server `localhost:8080` then.
 * Upstream: client-go v0.36.3, tools/clientcmd/client_config.go getContext, getAuthInfo, getCluster; cli-runtime
 * config_flags.go. Throws {@link ClusterError}.
 */
export function choose(config: Kubeconfig, flags: ClusterFlags, env: Env): Chosen {
  const contextName = flags.context || config.currentContext
  const found = config.contexts.get(contextName)
  // The order of the checks is that of the messages.
  const userName = flags.user || found?.user || ''
  const user = mustBe(config.users.get(userName), flags.user, 'auth info')
  mustBe(found, flags.context, 'context')
  const clusterName = flags.cluster || found?.cluster || ''
  const cluster = mustBe(config.clusters.get(clusterName), flags.cluster, 'cluster')
  const context = present({
    cluster: clusterName || undefined,
    user: userName || undefined,
    namespace: flags.namespace || found?.namespace,
  })
  return {
    contextName,
    context,
    userName,
    user: userWith(user ?? {}, flags),
    clusterName,
    cluster: clusterWith(cluster ?? {}, flags, env),
  }
}

function mustBe<T>(entry: T | undefined, flag: string | undefined, what: string): T | undefined {
  if (entry || !flag) return entry
  throw new ClusterError(
    `error: ${what} ${JSON.stringify(flag)} does not exist`,
    `kubectl config ${what === 'context' ? 'get-contexts' : what === 'cluster' ? 'get-clusters' : 'get-users'} lists them`,
  )
}

function userWith(user: UserEntry, flags: ClusterFlags): UserEntry {
  const { certificate, certificateData, key, keyData, ...rest } = user
  const given = present({
    token: flags.token || undefined,
    as: flags.as || undefined,
    asUid: flags['as-uid'] || undefined,
    asGroups: flags['as-group']?.length ? flags['as-group'] : undefined,
    asUserExtra: extra(flags['as-user-extra'] ?? []),
  })
  // A file of the flags takes the place of data in the kubeconfig.
  return {
    ...rest,
    ...(flags['client-certificate']
      ? { certificate: flags['client-certificate'] }
      : present({ certificate, certificateData })),
    ...(flags['client-key'] ? { key: flags['client-key'] } : present({ key, keyData })),
    ...given,
  }
}

/** What is no `key=value` is passed over, as upstream does. */
function extra(pairs: readonly string[]): ReadonlyMap<string, readonly string[]> | undefined {
  const all = new Map<string, string[]>()
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 0) continue
    const key = pair.slice(0, at)
    all.set(key, [...(all.get(key) ?? []), pair.slice(at + 1)])
  }
  return all.size === 0 ? undefined : all
}

/** Upstream: clientcmd.ClusterDefaults. */
export function defaultServer(env: Env): string {
  return env.KUBERNETES_MASTER || 'http://localhost:8080'
}

function clusterWith(cluster: ClusterEntry, flags: ClusterFlags, env: Env): ClusterEntry {
  const { ca, caData, insecure, tlsServerName, ...rest } = cluster
  const identity =
    flags['insecure-skip-tls-verify'] || flags['certificate-authority']
      ? present({
          insecure: flags['insecure-skip-tls-verify'] ? (true as const) : undefined,
          ca: flags['certificate-authority'] || undefined,
        })
      : present({ ca, caData, insecure })
  // Another server goes by another name.
  const name = flags.server ? flags['tls-server-name'] : flags['tls-server-name'] || tlsServerName
  return {
    server: defaultServer(env),
    ...rest,
    ...identity,
    ...(name && { tlsServerName: name }),
    ...(flags.server && { server: flags.server }),
    ...(flags['disable-compression'] && { disableCompression: true }),
  }
}
