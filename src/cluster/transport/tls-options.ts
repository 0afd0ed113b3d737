import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import tls, { type ConnectionOptions } from 'node:tls'
import { ClusterError } from '../../model/cluster-error.ts'
import type { KeyPair } from '../credentials/types.ts'
import { goFileError } from '../go-file-error.ts'
import type { ClusterEntry } from '../kubeconfig/types.ts'

/**
 * How to know the server, and how it may know us. Throws {@link ClusterError}.
 * Upstream: client-go v0.36.3, transport/transport.go TLSConfigFor.
 */
export function tlsOptions(cluster: ClusterEntry, pair: KeyPair | undefined): ConnectionOptions {
  const { insecure, tlsServerName: name } = cluster
  const ca = cluster.caData ?? (cluster.ca === undefined ? undefined : readCA(cluster.ca))
  if (ca && insecure)
    throw new ClusterError(
      'error: specifying a root certificates file with the insecure flag is not allowed',
      'leave out insecure-skip-tls-verify: the certificate authority is known',
    )
  return {
    minVersion: 'TLSv1.2',
    // As in Go, what is trusted need not be the end of a chain.
    allowPartialTrustChain: true,
    rejectUnauthorized: !insecure,
    ca: ca ?? systemCAs(),
    ...(pair && { cert: pair.cert, key: pair.key }),
    // An address is not sent as a name, but the certificate has to hold it.
    ...(name !== undefined && isIP(name) !== 0
      ? { servername: '', checkServerIdentity: (_, certificate) => tls.checkServerIdentity(name, certificate) }
      : name !== undefined && { servername: name }),
  }
}

/** Those of Node and those of the machine, where an organisation puts its own. */
function systemCAs(): string[] | undefined {
  // Node 22.15 has it.
  if (!('getCACertificates' in tls)) return undefined
  return [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])]
}

function readCA(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new ClusterError(`error: unable to load root certificates: ${goFileError(error, file)}`, undefined, error)
  }
}
