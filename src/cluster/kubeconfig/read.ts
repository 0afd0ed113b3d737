import { readManifests } from '../../manifest/read.ts'
import { isDict } from '../../model/value.ts'
import { Fields, lineOf, WrongField } from './fields.ts'
import type { ClusterEntry, ContextEntry, ExecEntry, Kubeconfig, UserEntry } from './types.ts'

/**
 * Reads the text of a kubeconfig. Unknown keys are passed over, as client-go does. Throws {@link WrongField}.
 * Upstream: client-go v0.36.3, tools/clientcmd/api/v1 (types.go, conversion.go, defaults.go).
 */
export function readKubeconfig(name: string, text: string): Kubeconfig {
  const [document] = readManifests({ name, text })
  const config: Kubeconfig = { clusters: new Map(), users: new Map(), contexts: new Map(), currentContext: '' }
  if (!document) return config
  const [finding] = document.findings
  if (!isDict(document.root))
    throw new WrongField(`line ${lineOf(text, finding?.position?.start ?? 0)}: ${finding?.message ?? 'no mapping'}`)
  const fields = new Fields(document)
  const kind = fields.text('kind') ?? 'Config'
  const apiVersion = fields.text('apiVersion') ?? 'v1'
  if (kind !== 'Config' || apiVersion !== 'v1')
    throw new WrongField(`no kubeconfig: its kind is ${kind} in ${apiVersion}, not Config in v1`)
  named(fields, 'clusters', 'cluster', config.clusters, cluster)
  named(fields, 'users', 'user', config.users, user)
  named(fields, 'contexts', 'context', config.contexts, context)
  config.currentContext = fields.text('current-context') ?? ''
  return config
}

function named<T>(file: Fields, list: string, key: string, into: Map<string, T>, read: (entry: Fields) => T): void {
  for (const entry of file.each(list)) {
    const name = entry.text('name') ?? ''
    if (into.has(name)) throw entry.wrong(`duplicate name ${JSON.stringify(name)} in ${list}`)
    into.set(name, read(entry.fields(key)))
  }
}

const execExtension = 'client.authentication.k8s.io/exec'

function cluster(entry: Fields): ClusterEntry {
  return present({
    server: entry.text('server'),
    tlsServerName: entry.text('tls-server-name'),
    insecure: entry.flag('insecure-skip-tls-verify'),
    ca: entry.text('certificate-authority'),
    caData: entry.bytes('certificate-authority-data'),
    proxyUrl: entry.text('proxy-url'),
    disableCompression: entry.flag('disable-compression'),
    execConfig: entry
      .each('extensions')
      .find((extension) => extension.text('name') === execExtension)
      ?.raw('extension'),
  })
}

function user(entry: Fields): UserEntry {
  return present({
    certificate: entry.text('client-certificate'),
    certificateData: entry.bytes('client-certificate-data'),
    key: entry.text('client-key'),
    keyData: entry.bytes('client-key-data'),
    token: entry.text('token'),
    tokenFile: entry.text('tokenFile'),
    username: entry.text('username'),
    password: entry.text('password'),
    as: entry.text('as'),
    asUid: entry.text('as-uid'),
    asGroups: entry.texts('as-groups'),
    asUserExtra: extra(entry.fields('as-user-extra')),
    authProvider: entry.has('auth-provider') ? authProvider(entry.fields('auth-provider')) : undefined,
    exec: entry.has('exec') ? exec(entry.fields('exec')) : undefined,
  })
}

function extra(entry: Fields): ReadonlyMap<string, readonly string[]> | undefined {
  const keys = entry.keys()
  return keys.length === 0 ? undefined : new Map(keys.map((key) => [key, entry.texts(key) ?? []]))
}

function authProvider(entry: Fields): NonNullable<UserEntry['authProvider']> {
  const config = entry.fields('config')
  return { name: entry.text('name') ?? '', config: new Map(config.keys().map((key) => [key, config.text(key) ?? ''])) }
}

function exec(entry: Fields): ExecEntry {
  const apiVersion = entry.text('apiVersion') ?? ''
  const fallback = apiVersion === 'client.authentication.k8s.io/v1beta1' ? 'IfAvailable' : ''
  return {
    command: entry.text('command') ?? '',
    args: entry.texts('args') ?? [],
    env: entry.each('env').map((variable) => ({
      name: variable.text('name') ?? '',
      value: variable.text('value') ?? '',
    })),
    apiVersion,
    installHint: entry.text('installHint') ?? '',
    provideClusterInfo: entry.flag('provideClusterInfo') ?? false,
    interactiveMode: entry.text('interactiveMode') ?? fallback,
  }
}

function context(entry: Fields): ContextEntry {
  return present({ cluster: entry.text('cluster'), user: entry.text('user'), namespace: entry.text('namespace') })
}

/** Without the keys whose value is undefined. */
export function present<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as never
}
