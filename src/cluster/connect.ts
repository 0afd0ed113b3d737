import type { ClusterFlags } from './cluster-flags.ts'
import { readAccess } from './kubeconfig/access.ts'
import type { Surroundings } from './surroundings.ts'
import { Transport } from './transport/transport.ts'

/** The cluster that kubectl would talk to. Nothing is sent yet. Throws {@link ClusterError}. */
export function connect(flags: ClusterFlags, around: Surroundings): Transport {
  return new Transport(readAccess(flags, around), around, flags.v)
}
