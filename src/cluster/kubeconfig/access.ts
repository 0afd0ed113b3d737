import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ClusterError } from '../../model/cluster-error.ts'
import type { ClusterFlags } from '../cluster-flags.ts'
import type { Surroundings } from '../surroundings.ts'
import { checkUsable } from './check.ts'
import { type Chosen, choose, defaultServer } from './choose.ts'
import { loadKubeconfig } from './load.ts'
import { serverUrl } from './server-url.ts'
import { requestTimeout } from './timeout.ts'
import type { ClusterEntry, UserEntry } from './types.ts'

/** Which server, and who asks: everything that a connection needs to know. */
export interface Access {
  /** With the prefix of the paths, if there is one, and without a slash at its end. */
  server: URL
  /** As it was written, for file names and messages. */
  host: string
  namespace: string
  /** The name of the context; '' when there is none. */
  context: string
  cluster: ClusterEntry
  /** Empty for a server without TLS, but for the impersonation: credentials are not sent in the clear. */
  user: UserEntry
  /** Milliseconds for a whole request; 0: none. */
  timeout: number
  /** Says where this came from, for errors of the connection. */
  hint: string | undefined
}

/**
 * What kubectl would use with these flags, in this environment.
 * Upstream: client-go v0.36.3, tools/clientcmd/client_config.go and merged_client_builder.go. Throws {@link ClusterError}.
 */
export function readAccess(flags: ClusterFlags, around: Surroundings): Access {
  const { config, missing } = loadKubeconfig(flags.kubeconfig, around.env, around.home)
  const chosen = choose(config, flags, around.env)
  checkUsable(config, chosen)
  const timeout = requestTimeout(flags['request-timeout'])
  const pod = podAccess(around)
  const implicit = config.contexts.get(chosen.contextName)?.namespace === undefined && !flags.namespace
  const namespace = (pod && implicit ? pod.namespace() : chosen.context.namespace) ?? 'default'
  const inPod = pod && isDefault(chosen, around)
  const { user, cluster } = inPod ? pod.entries(chosen, flags) : chosen
  const server = serverUrl(cluster.server!)
  return {
    server,
    host: cluster.server!,
    namespace,
    context: chosen.contextName,
    cluster,
    user: server.protocol === 'https:' ? user : onlyImpersonation(user),
    timeout,
    hint: inPod ? undefined : hint(chosen, missing, flags),
  }
}

/** Nothing at all was said about the server or the user. */
function isDefault({ cluster, user }: Chosen, { env }: Surroundings): boolean {
  const { as, asUid, asGroups, asUserExtra, ...credentials } = user
  const { server, ...rest } = cluster
  return server === defaultServer(env) && Object.keys(rest).length === 0 && Object.keys(credentials).length === 0
}

function onlyImpersonation({ as, asUid, asGroups, asUserExtra }: UserEntry): UserEntry {
  return {
    ...(as && { as }),
    ...(asUid && { asUid }),
    ...(asGroups && { asGroups }),
    ...(asUserExtra && { asUserExtra }),
  }
}

function hint(chosen: Chosen, missing: readonly string[], flags: ClusterFlags): string | undefined {
  const { contextName, context, clusterName, cluster } = chosen
  if (flags.server || !cluster.server?.includes('localhost:8080')) return undefined
  if (missing.length > 0) return `no kubeconfig was found: KUBECONFIG names ${missing.join(', ')}`
  if (contextName === '') return 'no kubeconfig chooses a cluster: name one with --kubeconfig or --context'
  return `context ${JSON.stringify(contextName)} ${context.cluster ? `names the cluster ${JSON.stringify(clusterName)}, which is not there or has no server` : 'names no cluster'}`
}

interface PodAccess {
  namespace(): string | undefined
  entries(chosen: Chosen, flags: ClusterFlags): { user: UserEntry; cluster: ClusterEntry }
}

/**
 * The service account of the pod that this runs in. Unlike upstream, who is impersonated counts here too.
 * Upstream: client-go v0.36.3, rest InClusterConfig and clientcmd inClusterClientConfig.
 */
function podAccess({ env, serviceAccount }: Surroundings): PodAccess | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env
  const tokenFile = join(serviceAccount, 'token')
  if (!host || !port || !statSync(tokenFile, { throwIfNoEntry: false })?.isFile()) return undefined
  const ca = join(serviceAccount, 'ca.crt')
  return {
    namespace() {
      if (env.POD_NAMESPACE) return env.POD_NAMESPACE
      const file = join(serviceAccount, 'namespace')
      return (existsSync(file) && readFileSync(file, 'utf8').trim()) || undefined
    },
    entries: ({ user }, flags) => ({
      user: { ...user, ...(flags.token ? { token: flags.token } : { tokenFile }) },
      cluster: {
        server: flags.server || `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
        ...(flags['certificate-authority'] ? { ca: flags['certificate-authority'] } : existsSync(ca) && { ca }),
      },
    }),
  }
}
