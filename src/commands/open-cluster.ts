import manifest from '../../package.json' with { type: 'json' }
import type { Terminal } from '../cli/terminal.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { ClusterFlags } from '../cluster/cluster-flags.ts'
import { homeOf } from '../cluster/surroundings.ts'

/** The cluster that the flags choose, as kubectl would. Nothing is sent yet. Throws {@link ClusterError}. */
export function openCluster(flags: Readonly<Record<string, unknown>>, terminal: Terminal): Cluster {
  const { env } = terminal
  return new Cluster(flags as ClusterFlags, {
    env,
    home: homeOf(env, process.platform),
    serviceAccount: '/var/run/secrets/kubernetes.io/serviceaccount',
    stdinIsTTY: terminal.inIsTTY,
    err: terminal.err,
    userAgent: `kubectl-crd/${manifest.version} (${process.platform}/${process.arch})`,
  })
}
