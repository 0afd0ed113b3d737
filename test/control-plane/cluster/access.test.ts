import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ClusterFlags } from '../../../src/cluster/cluster-flags.ts'
import { connect } from '../../../src/cluster/connect.ts'
import type { Env } from '../../../src/cluster/surroundings.ts'
import { ClusterError } from '../../../src/model/cluster-error.ts'
import { certificate } from '../../cluster/certificates.ts'
import { describeWithControlPlane } from '../describe.ts'
import { openProbe, type Probe, type Seen } from './probe.ts'

/** A kubeconfig and what else decides about access; files are written below a folder of the case. */
interface Case {
  files?: Record<string, unknown>
  flags?: ClusterFlags
  env?: Record<string, string>
  /** The value of KUBECONFIG: names of files. */
  kubeconfig?: readonly string[]
}

interface Outcome {
  seen: (Omit<Seen, 'authorization'> & { authorization: unknown })[]
  error: string
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

await describeWithControlPlane('access to a cluster is that of kubectl', (server) => {
  let probe: Probe
  let folder: string
  let count = 0
  const client = (name: string) => certificate({ name, issuer: probe.issuer })

  beforeAll(async () => {
    probe = await openProbe()
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-access-'))
  })
  afterAll(() => {
    probe.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A kubeconfig with one of everything, to be varied. */
  const config = (
    more: { cluster?: object; user?: object; context?: object; contextName?: string; rest?: object } = {},
  ) => ({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'c', cluster: { server: probe.url, 'certificate-authority-data': base64(probe.ca), ...more.cluster } },
    ],
    users: [{ name: 'u', user: more.user ?? { token: 'token-of-u' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', ...more.context } }],
    'current-context': more.contextName ?? 'x',
    ...more.rest,
  })
  const named = (name: string, token: string, current?: string) => ({
    clusters: [{ name: 'c', cluster: { server: probe.url, 'certificate-authority-data': base64(probe.ca) } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: 'c', user: name } }],
    ...(current && { 'current-context': current }),
  })
  const exec = (more: object = {}) => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: 'sh',
      args: [
        '-c',
        `echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"made"}}'`,
      ],
      interactiveMode: 'Never',
      ...more,
    },
  })
  const prints = (status: object, apiVersion = 'client.authentication.k8s.io/v1') => ({
    args: ['-c', `printf %s '${JSON.stringify({ apiVersion, kind: 'ExecCredential', status })}'`],
  })

  const cases: Record<string, () => Case> = {
    'one file': () => ({ files: { config: config() } }),
    'a path below the server': () => ({ files: { config: config({ cluster: { server: `${probe.url}/prefix/` } }) } }),
    'a path with a query below the server': () => ({
      files: { config: config({ cluster: { server: `${probe.url}/a/b?x=1` } }) },
    }),
    'no compression': () => ({ files: { config: config({ cluster: { 'disable-compression': true } }) } }),
    '--disable-compression': () => ({ files: { config: config() }, flags: { 'disable-compression': true } }),
    'a server without TLS gets no credentials': () => ({
      files: { config: config({ cluster: { server: probe.plainUrl, 'certificate-authority-data': undefined } }) },
    }),
    'a server without a scheme': () => ({
      files: {
        config: config({ cluster: { server: probe.plainUrl.slice(7), 'certificate-authority-data': undefined } }),
      },
    }),
    'a server with a path but no scheme': () => ({
      files: { config: config({ cluster: { server: '127.0.0.1:1/x' } }) },
    }),
    'a relative certificate authority': () => ({
      files: {
        'a/b/config': config({
          cluster: { 'certificate-authority-data': undefined, 'certificate-authority': '../ca.pem' },
        }),
        'a/ca.pem': probe.ca,
      },
      kubeconfig: ['a/b/config'],
    }),
    'a certificate authority that is not there': () => ({
      files: {
        config: config({ cluster: { 'certificate-authority-data': undefined, 'certificate-authority': '/no.pem' } }),
      },
    }),
    'both certificate authorities': () => ({
      files: { config: config({ cluster: { 'certificate-authority': 'ca.pem' } }), 'ca.pem': probe.ca },
    }),
    'no certificate authority': () => ({
      files: { config: config({ cluster: { 'certificate-authority-data': undefined } }) },
    }),
    insecure: () => ({
      files: {
        config: config({ cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true } }),
      },
    }),
    'insecure with a certificate authority': () => ({
      files: { config: config({ cluster: { 'insecure-skip-tls-verify': true } }) },
    }),
    '--insecure-skip-tls-verify with a certificate authority': () => ({
      files: { config: config() },
      flags: { 'insecure-skip-tls-verify': true },
    }),
    '--certificate-authority over insecure': () => ({
      files: {
        config: config({ cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true } }),
        'ca.pem': probe.ca,
      },
      flags: { 'certificate-authority': 'ca.pem' },
    }),
    'a leaf as certificate authority': () => {
      const other = certificate({ name: 'other', ips: ['127.0.0.1'], issuer: probe.issuer })
      return { files: { config: config({ cluster: { 'certificate-authority-data': base64(other.cert) } }) } }
    },
    'tls-server-name': () => ({ files: { config: config({ cluster: { 'tls-server-name': 'probe.example' } }) } }),
    'a tls-server-name that the certificate has not': () => ({
      files: { config: config({ cluster: { 'tls-server-name': 'other.example' } }) },
    }),
    '--tls-server-name': () => ({ files: { config: config() }, flags: { 'tls-server-name': 'probe.example' } }),
    '--server clears tls-server-name': () => ({
      files: { config: config({ cluster: { 'tls-server-name': 'other.example' } }) },
      flags: { server: probe.url },
    }),
    '--server with nothing else': () => ({ files: {}, flags: { server: probe.plainUrl } }),
    '--server and --token, no kubeconfig': () => ({
      files: { 'ca.pem': probe.ca },
      flags: { server: probe.url, token: 'flag', 'certificate-authority': 'ca.pem' },
    }),
    '--token over the token': () => ({ files: { config: config() }, flags: { token: 'flag' } }),
    '--token over a token file': () => ({
      files: { config: config({ user: { tokenFile: 'token' } }), token: 'in-file\n' },
      flags: { token: 'flag' },
    }),
    'a token file': () => ({ files: { config: config({ user: { tokenFile: 'token' } }), token: 'in-file\n' } }),
    'a token and a token file': () => ({
      files: { config: config({ user: { token: 'inline', tokenFile: 'token' } }), token: 'in-file\n' },
    }),
    'a token file that is not there': () => ({ files: { config: config({ user: { tokenFile: '/no/token' } }) } }),
    'a name and a password': () => ({ files: { config: config({ user: { username: 'joe', password: 'pässword' } }) } }),
    'a token and a password': () => ({
      files: { config: config({ user: { username: 'joe', password: 'p', token: 't' } }) },
    }),
    'a client certificate as data': () => {
      const { cert, key } = client('joe')
      return {
        files: {
          config: config({ user: { 'client-certificate-data': base64(cert), 'client-key-data': base64(key) } }),
        },
      }
    },
    'a client certificate in files': () => {
      const { cert, key } = client('jim')
      return {
        files: {
          config: config({ user: { 'client-certificate': 'cert.pem', 'client-key': 'key.pem' } }),
          'cert.pem': cert,
          'key.pem': key,
        },
      }
    },
    'a client certificate and a token': () => {
      const { cert, key } = client('joe')
      return {
        files: {
          config: config({
            user: { 'client-certificate-data': base64(cert), 'client-key-data': base64(key), token: 'both' },
          }),
        },
      }
    },
    'flags over a client certificate as data': () => {
      const [{ cert, key }, other] = [client('joe'), client('flag')]
      return {
        files: {
          config: config({ user: { 'client-certificate-data': base64(cert), 'client-key-data': base64(key) } }),
          'cert.pem': other.cert,
          'key.pem': other.key,
        },
        flags: { 'client-certificate': 'cert.pem', 'client-key': 'key.pem' },
      }
    },
    'a client certificate without key': () => ({
      files: { config: config({ user: { 'client-certificate-data': base64(client('joe').cert) } }) },
    }),
    'a client certificate that is not there': () => ({
      files: { config: config({ user: { 'client-certificate': 'no.pem', 'client-key': 'no.key' } }) },
    }),
    'impersonation in the kubeconfig': () => ({
      files: {
        config: config({
          user: {
            token: 't',
            as: 'jane',
            'as-uid': '7',
            'as-groups': ['a', 'b'],
            'as-user-extra': { 'ex/tra': ['1', '2'] },
          },
        }),
      },
    }),
    'impersonation by flags': () => ({
      files: { config: config({ user: { token: 't', as: 'jane', 'as-groups': ['a'] } }) },
      flags: { as: 'jill', 'as-group': ['x', 'y,z'], 'as-uid': '9', 'as-user-extra': ['k=1', 'k=2=3', 'odd'] },
    }),
    'groups without a user': () => ({ files: { config: config() }, flags: { 'as-group': ['x'] } }),
    'the first file wins for entries and current-context': () => ({
      files: { one: named('a', 'one', 'a'), two: named('a', 'two', 'b'), three: named('b', 'three', 'b') },
      kubeconfig: ['one', 'two', 'three'],
    }),
    'current-context of a later file': () => ({
      files: { one: named('a', 'one'), two: named('b', 'two', 'b') },
      kubeconfig: ['one', 'two'],
    }),
    'files that are not there are skipped': () => ({
      files: { one: named('a', 'one', 'a') },
      kubeconfig: ['no', 'one', 'neither', 'one'],
    }),
    '--kubeconfig disables merging': () => ({
      files: { one: named('a', 'one', 'a'), two: named('b', 'two', 'a') },
      kubeconfig: ['one'],
      flags: { kubeconfig: 'two' },
    }),
    '--kubeconfig that is not there': () => ({
      files: { one: named('a', 'one', 'a') },
      kubeconfig: ['one'],
      flags: { kubeconfig: 'no' },
    }),
    'only files that are not there': () => ({ files: {}, kubeconfig: ['no', 'neither'] }),
    'an empty file': () => ({ files: { config: '' } }),
    'a file that holds only a comment and one that counts': () => ({
      files: { one: '{}', two: named('b', 'two', 'b') },
      kubeconfig: ['one', 'two'],
    }),
    'no kubeconfig at all': () => ({ files: {} }),
    KUBERNETES_MASTER: () => ({ files: {}, env: { KUBERNETES_MASTER: probe.plainUrl } }),
    '~/.kube/config': () => ({ files: { '.kube/config': config() }, kubeconfig: [] }),
    '--context': () => ({
      files: { one: named('a', 'one', 'a'), two: named('b', 'two') },
      kubeconfig: ['one', 'two'],
      flags: { context: 'b' },
    }),
    '--context that is not there': () => ({ files: { config: config() }, flags: { context: 'no' } }),
    '--user': () => ({
      files: { one: named('a', 'one', 'a'), two: named('b', 'two') },
      kubeconfig: ['one', 'two'],
      flags: { user: 'b' },
    }),
    '--user that is not there': () => ({ files: { config: config() }, flags: { user: 'no' } }),
    '--cluster that is not there': () => ({ files: { config: config() }, flags: { cluster: 'no' } }),
    '--user and --context that are not there': () => ({
      files: { config: config() },
      flags: { user: 'no', context: 'no' },
    }),
    'a current-context that is not there': () => ({ files: { config: config({ contextName: 'no' }) } }),
    'a current-context that is not there, and more that is wrong': () => ({
      files: { config: config({ contextName: 'no' }) },
      flags: { 'client-certificate': 'no.pem' },
    }),
    'a context with a cluster that is not there': () => ({ files: { config: config({ context: { cluster: 'no' } }) } }),
    'a name twice in one list': () => ({
      files: {
        config: config({
          rest: {
            users: [
              { name: 'u', user: {} },
              { name: 'u', user: {} },
            ],
          },
        }),
      },
    }),
    'a plugin': () => ({ files: { config: config({ user: exec() }) } }),
    'a plugin of v1beta1': () => ({
      files: {
        config: config({
          user: exec({
            apiVersion: 'client.authentication.k8s.io/v1beta1',
            interactiveMode: undefined,
            ...prints({ token: 'beta' }, 'client.authentication.k8s.io/v1beta1'),
          }),
        }),
      },
    }),
    'a plugin with environment': () => ({
      files: {
        config: config({
          user: exec({
            env: [{ name: 'WHO', value: 'env' }],
            args: [
              '-c',
              `echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'$WHO'"}}'`,
            ],
          }),
        }),
      },
    }),
    'a plugin beside its kubeconfig': () => ({
      files: {
        'bin/plugin': `#!/bin/sh\necho '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"beside"}}'\n`,
        config: config({ user: exec({ command: './bin/plugin', args: undefined }) }),
      },
    }),
    'what a plugin is told': () => ({
      files: {
        config: config({
          user: exec({
            provideClusterInfo: true,
            // The token is what the plugin was told, without the line breaks and quotes that a header cannot hold.
            args: [
              '-c',
              `echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'$(printf %s "$KUBERNETES_EXEC_INFO" | base64 -w0)'"}}'`,
            ],
          }),
          cluster: {
            extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'x', n: 1 } }],
            'tls-server-name': 'probe.example',
          },
        }),
      },
    }),
    'a plugin that gives a certificate': () => {
      const { cert, key } = client('plugged')
      return {
        files: { config: config({ user: exec({ ...prints({ clientCertificateData: cert, clientKeyData: key }) }) }) },
      }
    },
    'a plugin, and a token by flag': () => ({ files: { config: config({ user: exec() }) }, flags: { token: 'flag' } }),
    'a plugin that is not installed': () => ({
      files: { config: config({ user: exec({ command: 'no-such-plugin', installHint: 'install it' }) }) },
    }),
    'a plugin that fails': () => ({ files: { config: config({ user: exec({ args: ['-c', 'exit 3'] }) }) } }),
    'a plugin of another version': () => ({
      files: { config: config({ user: exec(prints({ token: 'x' }, 'client.authentication.k8s.io/v1beta1')) }) },
    }),
    'a plugin without status': () => ({
      files: {
        config: config({
          user: exec({
            args: ['-c', `echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential"}'`],
          }),
        }),
      },
    }),
    'a plugin with a certificate and no key': () => ({
      files: { config: config({ user: exec(prints({ clientCertificateData: 'x' })) }) },
    }),
    'a plugin without anything': () => ({ files: { config: config({ user: exec(prints({})) }) } }),
    'a plugin that does not say whether it asks': () => ({
      files: { config: config({ user: exec({ interactiveMode: undefined }) }) },
    }),
    'a plugin that has to ask': () => ({ files: { config: config({ user: exec({ interactiveMode: 'Always' }) }) } }),
    'a plugin with a mode that is not known, no command and a variable without name': () => ({
      files: {
        config: config({ user: exec({ interactiveMode: 'Maybe', command: '', env: [{ name: '', value: 'x' }] }) }),
      },
    }),
    'a plugin of a version that is not known': () => ({
      files: { config: config({ user: exec({ apiVersion: 'client.authentication.k8s.io/v7' }) }) },
    }),
    'a proxy-url that is none': () => ({ files: { config: config({ cluster: { 'proxy-url': 'ftp://x' } }) } }),
    'a proxy that is not there': () => ({
      files: { config: config({ cluster: { 'proxy-url': 'http://127.0.0.1:1' } }) },
    }),
    'a proxy of the environment is not for this machine': () => ({
      files: { config: config() },
      env: { HTTPS_PROXY: 'http://127.0.0.1:1' },
    }),
    'a proxy of the environment that is not there': () => ({
      files: { config: config({ cluster: { server: 'https://server.invalid' } }) },
      env: { HTTPS_PROXY: 'http://127.0.0.1:1' },
    }),
    NO_PROXY: () => ({
      files: { config: config({ cluster: { server: 'https://server.invalid' } }) },
      env: { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'x.example,.invalid' },
    }),
    'a name that nobody knows': () => ({
      files: { config: config({ cluster: { server: 'https://server.invalid' } }) },
    }),
    'nobody listens': () => ({ files: { config: config({ cluster: { server: 'https://127.0.0.1:1' } }) } }),
    'http where https is spoken to': () => ({
      files: { config: config({ cluster: { server: probe.plainUrl.replace('http:', 'https:') } }) },
    }),
    '--request-timeout that is none': () => ({ files: { config: config() }, flags: { 'request-timeout': 'soon' } }),
    '--request-timeout': () => ({ files: { config: config() }, flags: { 'request-timeout': '10' } }),
    'a namespace that is none': () => ({ files: { config: config({ context: { namespace: 'A_B' } }) } }),
    'unknown keys': () => ({
      files: { config: config({ rest: { preferences: { colors: true }, odd: 1 }, user: { token: 't', odd: [] } }) },
    }),
  }

  test.each(Object.keys(cases))('%s', async (name) => {
    const { files = {}, flags = {}, env = {}, kubeconfig } = cases[name]!()
    const home = join(folder, String(count++))
    mkdirSync(home)
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(home, file)), { recursive: true })
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      writeFileSync(join(home, file), text, { mode: 0o700 })
    }
    const inHome = (file: string) => join(home, file)
    const list = kubeconfig ?? ('config' in files ? ['config'] : [])
    const fileFlags = ['kubeconfig', 'certificate-authority', 'client-certificate', 'client-key'] as const
    const full: ClusterFlags = { ...flags }
    for (const flag of fileFlags) if (flags[flag] !== undefined) full[flag] = inHome(flags[flag])
    const surroundings = { PATH: process.env.PATH ?? '', HOME: home, ...env }
    const all: Env =
      list.length === 0 ? surroundings : { ...surroundings, KUBECONFIG: list.map(inHome).join(delimiter) }

    const theirs = await runKubectl(server().kubectl, full, all)
    const expected = { error: theirs, seen: probe.seen() }
    const error = await askOurselves(full, all, home)
    expect(tidy({ error, seen: probe.seen() }, home)).toEqual(tidy(expected, home))
  })
})

/** @returns what it says to standard error */
function runKubectl(kubectl: string, flags: ClusterFlags, env: Env): Promise<string> {
  const words = Object.entries(flags).flatMap(([flag, value]) =>
    [value].flat().map((each: string | boolean) => `--${flag}=${each}`),
  )
  return new Promise((resolve) => {
    const child = spawn(kubectl, ['get', '--raw', '/probe', ...words], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let text = ''
    child.stderr.on('data', (chunk) => {
      text += chunk
    })
    child.on('close', () => resolve(text))
  })
}

async function askOurselves(flags: ClusterFlags, env: Env, home: string): Promise<string> {
  try {
    const surroundings = {
      env,
      home,
      serviceAccount: '/none',
      stdinIsTTY: () => false,
      err: () => {},
      userAgent: 'test',
    }
    const transport = connect(flags, surroundings)
    try {
      await transport.request({ path: '/probe' })
    } finally {
      transport.close()
    }
    return ''
  } catch (error) {
    if (error instanceof ClusterError) return error.message
    throw error
  }
}

/** Without what differs from run to run, or is said in more words. */
function tidy({ error, seen }: Outcome, home: string): Outcome {
  const text = error
    .replaceAll(home, '~')
    .replace(/^[IWE]\d{4} .*\n/gm, '')
    .replace(/(lookup \S+) on \S+: /, '$1: ')
    .replace(/(executable no-such-plugin not found)[\s\S]*/, '$1')
    .replace(/: (?:line 1|error converting .*): (duplicate name "u").*/, ': $1')
    .trimEnd()
  return { error: text, seen: seen.map((each) => ({ ...each, authorization: told(String(each.authorization ?? '')) })) }
}

/** What a plugin was told, when that is the token. */
function told(authorization: string): unknown {
  const [, encoded] = /^Bearer (eyJ.*)$/.exec(authorization) ?? []
  return encoded === undefined ? authorization : JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))
}
