import { readFileSync } from 'node:fs'
import { ClusterError } from '../../model/cluster-error.ts'
import { marshal } from '../../model/go/json.ts'
import { fromPlain } from '../../model/value.ts'
import { goFileError } from '../go-file-error.ts'
import type { Access } from '../kubeconfig/access.ts'
import type { ExecEntry } from '../kubeconfig/types.ts'
import { proxyFor } from '../transport/proxy.ts'

const versions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1']

/**
 * What a plugin finds in KUBERNETES_EXEC_INFO: whether it may ask the user, and when it wants to know, the cluster.
 * Upstream: client-go v0.36.3, rest/exec.go ConfigToExecCluster. Throws {@link ClusterError}.
 */
export function execInfo(exec: ExecEntry, access: Access, interactive: boolean): string {
  const { apiVersion, provideClusterInfo } = exec
  if (!versions.includes(apiVersion))
    throw new ClusterError(
      `error: exec plugin: invalid apiVersion ${JSON.stringify(apiVersion)}`,
      `known are ${versions.join(' and ')}`,
    )
  const spec = { ...(provideClusterInfo && { cluster: clusterInfo(access) }), interactive }
  return marshal(fromPlain({ kind: 'ExecCredential', apiVersion, spec }))
}

function clusterInfo({ host, cluster }: Access): object {
  const ca = cluster.caData ?? (cluster.ca === undefined ? undefined : readCA(cluster.ca))
  // Only what the kubeconfig says: the environment's proxy the plugin knows itself.
  const proxy = cluster.proxyUrl === undefined ? undefined : proxyFor(new URL(host), cluster.proxyUrl, {})
  return {
    server: host,
    ...(cluster.tlsServerName && { 'tls-server-name': cluster.tlsServerName }),
    ...(cluster.insecure && { 'insecure-skip-tls-verify': true }),
    ...(ca && { 'certificate-authority-data': ca.toString('base64') }),
    ...(proxy && { 'proxy-url': cluster.proxyUrl }),
    ...(cluster.disableCompression && { 'disable-compression': true }),
    config: cluster.execConfig ?? null,
  }
}

function readCA(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new ClusterError(`error: failed to load CA bundle for execProvider: ${goFileError(error, file)}`)
  }
}
