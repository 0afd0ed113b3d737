import { boolean, string } from '@oclif/core/flags'
import type { FlagInput } from '@oclif/core/interfaces'

/** kubectl's flags for access to a cluster: the same names, the same meaning. Help names them in one line. */
export const clusterFlags = inOneLine({
  kubeconfig: string({ helpValue: 'FILE', description: 'the kubeconfig (default KUBECONFIG, ~/.kube/config)' }),
  context: string({ helpValue: 'NAME', description: 'the context of the kubeconfig to use' }),
  cluster: string({ helpValue: 'NAME', description: 'the cluster of the kubeconfig to use' }),
  user: string({ helpValue: 'NAME', description: 'the user of the kubeconfig to use' }),
  namespace: string({ char: 'n', helpValue: 'NAME', description: 'the namespace of objects that name none' }),
  server: string({ char: 's', helpValue: 'URL', description: 'the address of the API server' }),
  token: string({ helpValue: 'TOKEN', description: 'a bearer token for the API server' }),
  as: string({ helpValue: 'USER', description: 'who to be for these requests' }),
  'as-uid': string({ helpValue: 'UID', description: 'the UID to be for these requests' }),
  'as-group': string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'GROUP',
    description: 'a group to be in for these requests; may be repeated',
  }),
  'as-user-extra': string({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'KEY=VALUE',
    description: 'what else to be for these requests; may be repeated',
  }),
  'certificate-authority': string({ helpValue: 'FILE', description: 'certificates to know the server by' }),
  'client-certificate': string({ helpValue: 'FILE', description: 'a certificate for the server to know us by' }),
  'client-key': string({ helpValue: 'FILE', description: 'the key of that certificate' }),
  'insecure-skip-tls-verify': boolean({ description: 'believe any server: not secure' }),
  'tls-server-name': string({ helpValue: 'NAME', description: 'the name to expect in the certificate of the server' }),
  'request-timeout': string({
    helpValue: 'TIME',
    description: 'how long one request may take: 1s, 2m; 0 for as long as it takes',
  }),
  'disable-compression': boolean({ description: 'ask for answers that are not compressed' }),
  'cache-dir': string({ helpValue: 'DIR', description: 'caches (default KUBECACHEDIR, ~/.kube/cache)' }),
  v: string({ char: 'v', helpValue: 'LEVEL', description: 'log requests: 6 addresses, 7 and 8 headers, 9 as curl' }),
})

function inOneLine<T extends FlagInput>(flags: T): T {
  for (const flag of Object.values(flags)) flag.helpGroup = 'cluster'
  return flags
}

/** Those that only make sense when a cluster is meant. */
const choosing = [
  ...['kubeconfig', 'context', 'cluster', 'user', 'server', 'token', 'as', 'as-uid', 'as-group', 'as-user-extra'],
  ...['certificate-authority', 'client-certificate', 'client-key', 'insecure-skip-tls-verify', 'tls-server-name'],
]

/** Does the command line choose a cluster, or who to be there? */
export function choosesCluster(flags: Readonly<Record<string, unknown>>): boolean {
  return choosing.some((name) => flags[name] !== undefined)
}
