import { join } from 'node:path'

/** The files of a control plane below its folder. */
export function filesIn(dir: string) {
  return {
    etcdData: join(dir, 'etcd'),
    certificates: join(dir, 'certificates'),
    /** Written by kube-apiserver: its self-signed certificate, and the one that signed it. */
    ca: join(dir, 'certificates', 'apiserver.crt'),
    serviceAccountKey: join(dir, 'service-account.key'),
    serviceAccountPublicKey: join(dir, 'service-account.pub'),
    tokens: join(dir, 'tokens.csv'),
    kubeconfig: join(dir, 'kubeconfig'),
    logs: join(dir, 'logs'),
  }
}

export type Files = ReturnType<typeof filesIn>

export interface Ports {
  etcdClient: number
  etcdPeer: number
  apiServer: number
}

export function etcdFlags(files: Files, ports: Ports): string[] {
  const client = `http://127.0.0.1:${ports.etcdClient}`
  const peer = `http://127.0.0.1:${ports.etcdPeer}`
  return [
    `--data-dir=${files.etcdData}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    // The data need not survive the machine, only the server.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ]
}

export function apiServerFlags(files: Files, ports: Ports, emulatedVersion?: string): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcdClient}`,
    `--secure-port=${ports.apiServer}`,
    '--bind-address=127.0.0.1',
    `--cert-dir=${files.certificates}`,
    `--token-auth-file=${files.tokens}`,
    '--authorization-mode=RBAC',
    `--service-account-key-file=${files.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    '--service-cluster-ip-range=10.0.0.0/24',
    // Else no pod is admitted before a controller has made the namespace's service account.
    '--disable-admission-plugins=ServiceAccount',
    ...(emulatedVersion ? [`--emulated-version=${emulatedVersion}`] : []),
  ]
}

export function controllerManagerFlags(files: Files): string[] {
  return [
    `--kubeconfig=${files.kubeconfig}`,
    `--service-account-private-key-file=${files.serviceAccountKey}`,
    `--root-ca-file=${files.ca}`,
    '--leader-elect=false',
    '--secure-port=0',
  ]
}

/** A kubeconfig is YAML, and JSON is YAML. */
export function kubeconfig(access: { url: string; token: string; ca: string }): string {
  const name = 'kubectl-crd-test'
  const data = Buffer.from(access.ca).toString('base64')
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name, cluster: { server: access.url, 'certificate-authority-data': data } }],
      users: [{ name, user: { token: access.token } }],
      contexts: [{ name, context: { cluster: name, user: name, namespace: 'default' } }],
      'current-context': name,
    },
    undefined,
    2,
  )
}
