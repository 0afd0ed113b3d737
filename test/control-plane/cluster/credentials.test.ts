import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from '@jest/globals'
import type { ClusterFlags } from '../../../src/cluster/cluster-flags.ts'
import { connect } from '../../../src/cluster/connect.ts'
import type { Surroundings } from '../../../src/cluster/surroundings.ts'
import { accepted } from '../../../src/cluster/transport/read-json.ts'
import type { Transport } from '../../../src/cluster/transport/transport.ts'
import { certificate } from '../../cluster/certificates.ts'
import { surroundings } from '../../cluster/surroundings.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { connectProxy, socksProxy } from './proxies.ts'

const folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-credentials-'))
const issuer = { name: 'clients', ...certificate({ name: 'clients' }) }
writeFileSync(join(folder, 'clients.pem'), issuer.cert)

const base64 = (text: string) => Buffer.from(text).toString('base64')

interface Identity {
  username: string
  uid?: string
  groups: string[]
  extra?: Record<string, string[]>
}

const options = { flags: [`--client-ca-file=${join(folder, 'clients.pem')}`] }
await describeWithOwnControlPlane('the API server knows who asks', options, (server) => {
  let count = 0
  const open: Transport[] = []

  afterAll(() => {
    for (const transport of open) transport.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function kubeconfig(user: object, cluster: object = {}): string {
    const path = join(folder, `config-${count++}`)
    const access = { server: server().url, 'certificate-authority-data': base64(server().ca), ...cluster }
    const config = {
      clusters: [{ name: 'c', cluster: access }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    }
    writeFileSync(path, JSON.stringify(config))
    return path
  }

  function reach(flags: ClusterFlags, around: Partial<Surroundings> = {}): Transport {
    const transport = connect(flags, surroundings(around))
    open.push(transport)
    return transport
  }

  async function whoAmI(transport: Transport): Promise<Identity> {
    const body = JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' })
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews'
    const { text } = await accepted(transport, await transport.request({ method: 'POST', path, body }))
    return (JSON.parse(text) as { status: { userInfo: Identity } }).status.userInfo
  }

  /** What kubectl says to the same. */
  async function kubectlSays(flags: ClusterFlags): Promise<Identity> {
    const words = Object.entries(flags).flatMap(([flag, value]) => [value].flat().map((each) => `--${flag}=${each}`))
    const { stdout } = await promisify(execFile)(server().kubectl, ['auth', 'whoami', '-o', 'json', ...words])
    return (JSON.parse(stdout) as { status: { userInfo: Identity } }).status.userInfo
  }

  async function agrees(flags: ClusterFlags): Promise<Identity> {
    const identity = await whoAmI(reach(flags))
    expect(identity).toEqual(await kubectlSays(flags))
    return identity
  }

  test('by a client certificate', async () => {
    const { cert, key } = certificate({ name: 'joe', groups: ['devs', 'ops'], issuer })
    const path = kubeconfig({ 'client-certificate-data': base64(cert), 'client-key-data': base64(key) })
    expect(await agrees({ kubeconfig: path })).toMatchObject({
      username: 'joe',
      groups: ['devs', 'ops', 'system:authenticated'],
    })
  })

  test('by a token, and as somebody else', async () => {
    const path = kubeconfig({ token: server().token })
    const { groups } = await agrees({ kubeconfig: path })
    expect(groups).toContain('system:masters')
    const as = { as: 'jane', 'as-uid': '42', 'as-group': ['a', 'b,c'], 'as-user-extra': ['Scopes/x=1', 'Scopes/x=2'] }
    expect(await agrees({ kubeconfig: path, ...as })).toMatchObject({
      username: 'jane',
      uid: '42',
      extra: { 'scopes/x': ['1', '2'] },
    })
  })

  test('as a service account in a pod', async () => {
    const admin = reach({ kubeconfig: kubeconfig({ token: server().token }) })
    const post = async (path: string, object: object) =>
      (await accepted(admin, await admin.request({ method: 'POST', path, body: JSON.stringify(object) }))).text
    const accounts = '/api/v1/namespaces/default/serviceaccounts'
    await post(accounts, { metadata: { name: 'podded' } })
    const minted = JSON.parse(
      await post(`${accounts}/podded/token`, {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: {},
      }),
    ) as { status: { token: string } }
    const pod = mkdtempSync(join(folder, 'pod-'))
    writeFileSync(join(pod, 'token'), minted.status.token)
    writeFileSync(join(pod, 'ca.crt'), server().ca)
    writeFileSync(join(pod, 'namespace'), 'where-i-am')
    const { hostname, port } = new URL(server().url)
    const env = { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port }
    const transport = reach({}, { env, serviceAccount: pod })
    expect((await whoAmI(transport)).username).toBe('system:serviceaccount:default:podded')
    expect(transport.access.namespace).toBe('where-i-am')
  })

  test('by tls-server-name', async () => {
    const path = kubeconfig({ token: server().token }, { 'tls-server-name': 'kubernetes.default.svc' })
    expect((await agrees({ kubeconfig: path })).groups).toContain('system:masters')
  })

  /** A plugin that counts its runs in a file; a line of `tokens` is what it gives each time, the last one on and on. */
  function plugin(statuses: object[]): { user: object; runs(): number } {
    const counter = join(folder, `runs-${count++}`)
    const answers = statuses.map((status, i) => {
      const file = `${counter}-${i + 1}`
      const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status }
      writeFileSync(file, JSON.stringify(credential))
      return file
    })
    const script = `echo x >> ${counter}; n=$(wc -l < ${counter}); [ $n -gt ${answers.length} ] && n=${answers.length}; sleep 0.1; cat ${counter}-$n`
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'sh',
      args: ['-c', script],
      interactiveMode: 'Never',
    }
    return {
      user: { exec },
      runs: () => (existsSync(counter) ? readFileSync(counter, 'utf8').length / 2 : 0),
    }
  }

  test('by a plugin, which runs once for many requests', async () => {
    const { user, runs } = plugin([{ token: server().token }])
    const transport = reach({ kubeconfig: kubeconfig(user) })
    const all = await Promise.all(Array.from({ length: 20 }, () => whoAmI(transport)))
    expect(all.every(({ groups }) => groups.includes('system:masters'))).toBe(true)
    expect(runs()).toBe(1)
  })

  test('by a plugin again, when what it gave has expired', async () => {
    const { user, runs } = plugin([
      { token: server().token, expirationTimestamp: new Date(Date.now() - 1000).toISOString() },
      { token: server().token, expirationTimestamp: new Date(Date.now() + 3_600_000).toISOString() },
    ])
    const transport = reach({ kubeconfig: kubeconfig(user) })
    await whoAmI(transport)
    await whoAmI(transport)
    await whoAmI(transport)
    expect(runs()).toBe(2)
  })

  test('by a plugin again, when the server answers 401, once', async () => {
    const { user, runs } = plugin([{ token: 'old' }, { token: server().token }])
    expect((await whoAmI(reach({ kubeconfig: kubeconfig(user) }))).groups).toContain('system:masters')
    expect(runs()).toBe(2)
    const many = plugin([{ token: 'old' }, { token: server().token }])
    const shared = reach({ kubeconfig: kubeconfig(many.user) })
    await Promise.all(Array.from({ length: 20 }, () => whoAmI(shared)))
    expect(many.runs()).toBe(2)
    const never = plugin([{ token: 'bad' }])
    await expect(whoAmI(reach({ kubeconfig: kubeconfig(never.user) }))).rejects.toMatchObject({
      message: 'error: You must be logged in to the server (Unauthorized)',
      hint: 'the credentials of sh are not accepted: log in again',
    })
    expect(never.runs()).toBe(2)
  })

  test('by a certificate of a plugin, and by its next one', async () => {
    const pair = (name: string, from = issuer) => {
      const { cert, key } = certificate({ name, issuer: from })
      return { clientCertificateData: cert, clientKeyData: key }
    }
    const stranger = { name: 'strangers', ...certificate({ name: 'strangers' }) }
    const { user, runs } = plugin([pair('nobody', stranger), pair('known')])
    expect((await whoAmI(reach({ kubeconfig: kubeconfig(user) }))).username).toBe('known')
    expect(runs()).toBe(2)
  })

  test('by a token file that is written anew', async () => {
    const file = join(folder, 'renewed')
    writeFileSync(file, 'stale')
    const transport = reach({ kubeconfig: kubeconfig({ tokenFile: file }) })
    await expect(whoAmI(transport)).rejects.toThrow('You must be logged in to the server')
    writeFileSync(file, `${server().token}\n`)
    expect((await whoAmI(transport)).groups).toContain('system:masters')
  })

  test('through proxies', async () => {
    const proxyIssuer = { name: 'proxies', ...certificate({ name: 'proxies' }) }
    const [plain, secure, guarded, socks, secret] = await Promise.all([
      connectProxy(),
      connectProxy(certificate({ name: 'proxy', ips: ['127.0.0.1'], issuer: proxyIssuer })),
      connectProxy({ password: 'joe:p@ss' }),
      socksProxy(),
      socksProxy('joe:pass'),
    ])
    const target = new URL(server().url).host
    const through = (proxy: string, cluster: object = {}) =>
      agrees({ kubeconfig: kubeconfig({ token: server().token }, { 'proxy-url': proxy, ...cluster }) })
    try {
      await through(`http://127.0.0.1:${plain.port}`)
      await through(`http://joe:p%40ss@127.0.0.1:${guarded.port}`)
      await through(`socks5://127.0.0.1:${socks.port}`)
      await through(`socks5://joe:pass@127.0.0.1:${secret.port}`)
      const both = base64(server().ca + proxyIssuer.cert)
      await through(`https://127.0.0.1:${secure.port}`, { 'certificate-authority-data': both })
      // Once for us, once for kubectl.
      expect(plain.seen).toEqual([target, target])
      expect(secure.seen).toEqual([target, target])
      expect(guarded.seen).toEqual([`${target} joe:p@ss`, `${target} joe:p@ss`])
      expect(socks.seen).toEqual([target, target])
      expect(secret.seen).toEqual([target, target])
      const wrong = kubeconfig({ token: server().token }, { 'proxy-url': `http://x:y@127.0.0.1:${guarded.port}` })
      await expect(whoAmI(reach({ kubeconfig: wrong }))).rejects.toThrow(
        'Unable to connect to the server: Proxy Authentication Required',
      )
      const denied = kubeconfig({ token: server().token }, { 'proxy-url': `socks5://joe:no@127.0.0.1:${secret.port}` })
      await expect(whoAmI(reach({ kubeconfig: denied }))).rejects.toThrow('username/password authentication failed')
    } finally {
      for (const proxy of [plain, secure, guarded, socks, secret]) proxy.close()
    }
  })
})
