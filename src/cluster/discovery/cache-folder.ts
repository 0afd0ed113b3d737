import { join } from 'node:path'
import type { ClusterFlags } from '../cluster-flags.ts'
import type { Surroundings } from '../surroundings.ts'

/** Where kubectl keeps its caches, and we ours beside them. */
export function cacheFolder(flags: ClusterFlags, { env, home }: Surroundings): string {
  return flags['cache-dir'] || env.KUBECACHEDIR || join(home, '.kube', 'cache')
}

/** Our own caches of one server. */
export function ownCacheFolder(caches: string, host: string): string {
  return join(caches, 'kubectl-crd', fileName(hostFolder(host)))
}

/** A name of others that leads nowhere else. */
export function fileName(name: string): string {
  return name.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_')
}

/**
 * How kubectl names the folder of a server.
 * Upstream: cli-runtime v0.36.3, pkg/genericclioptions/config_flags.go computeDiscoverCacheDir.
 */
export function hostFolder(host: string): string {
  return host
    .replace('https://', '')
    .replace('http://', '')
    .replace(/[^(\w/.)]/g, '_')
}
