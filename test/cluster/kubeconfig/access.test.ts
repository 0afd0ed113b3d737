import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import type { ClusterFlags } from '../../../src/cluster/cluster-flags.ts'
import { readAccess } from '../../../src/cluster/kubeconfig/access.ts'
import { goDuration, requestTimeout } from '../../../src/cluster/kubeconfig/timeout.ts'
import type { Surroundings } from '../../../src/cluster/surroundings.ts'
import { ClusterError } from '../../../src/model/cluster-error.ts'
import { surroundings } from '../surroundings.ts'

const folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-kubeconfig-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
function file(text: string): string {
  const path = join(folder, `config-${count++}`)
  writeFileSync(path, text)
  return path
}

const read = (flags: ClusterFlags, around: Partial<Surroundings> = {}) => readAccess(flags, surroundings(around))

function failure(flags: ClusterFlags): ClusterError {
  try {
    read(flags)
  } catch (error) {
    if (error instanceof ClusterError) return error
    throw error
  }
  throw new Error('no failure')
}

test.each([
  [
    'clusters:\n- name: c\n  cluster:\n    insecure-skip-tls-verify: "yes"\n',
    'line 4: insecure-skip-tls-verify must be true or false',
  ],
  ['users:\n- name: u\n  user:\n    token: 12\n', 'line 4: token must be a text; put it in quotes'],
  ['users:\n- name: u\n  user:\n    as-groups: [a, 1]\n', 'line 4: 1 must be a text; put it in quotes'],
  ['clusters: 7\n', 'line 1: clusters must be a list'],
  ['contexts:\n- x\n', 'line 2: 0 must be a mapping'],
  [
    'clusters:\n- name: c\n  cluster:\n    certificate-authority-data: "=="\n',
    'line 4: certificate-authority-data must be base64 data',
  ],
  ['apiVersion: v1\nkind: Pod\n', 'no kubeconfig: its kind is Pod in v1, not Config in v1'],
  ['a: 1\nb: [\n', 'line 3: yaml: '],
  ['just text\n', 'line 1: not an object: the document is a string'],
])('what is wrong in a file is said: %j', (text, message) => {
  const path = file(text)
  const { message: said, hint } = failure({ kubeconfig: path })
  expect(said).toContain(`error loading config file ${JSON.stringify(path)}`)
  expect(said).toContain(message)
  expect(hint).toBe('mend that file, or name another')
})

test('all files that cannot be loaded are said', () => {
  const [a, b] = [file('clusters: 7\n'), file('users: 7\n')]
  expect(() => read({}, { env: { KUBECONFIG: `${a}:${b}` } })).toThrow(
    /config-\d+.*clusters must be a list\nerror loading .*users must be a list/,
  )
})

test('namespaces', () => {
  const config = (namespace?: string) =>
    file(
      JSON.stringify({
        clusters: [{ name: 'c', cluster: { server: 'https://a.example' } }],
        contexts: [{ name: 'x', context: { cluster: 'c', ...(namespace && { namespace }) } }],
        'current-context': 'x',
      }),
    )
  expect(read({ kubeconfig: config() }).namespace).toBe('default')
  expect(read({ kubeconfig: config('own') }).namespace).toBe('own')
  expect(read({ kubeconfig: config('own'), namespace: 'flag' }).namespace).toBe('flag')
})

test('in a pod its service account counts, unless something else is said', () => {
  const pod = join(folder, 'pod')
  mkdirSync(pod)
  writeFileSync(join(pod, 'token'), 't')
  writeFileSync(join(pod, 'ca.crt'), 'x')
  writeFileSync(join(pod, 'namespace'), 'inner\n')
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' }
  const around = { env, serviceAccount: pod }
  expect(read({}, around)).toMatchObject({
    host: 'https://[fd00::1]:443',
    namespace: 'inner',
    user: { tokenFile: join(pod, 'token') },
    cluster: { ca: join(pod, 'ca.crt') },
  })
  expect(read({ as: 'joe', 'request-timeout': '5s', namespace: 'n' }, around)).toMatchObject({
    host: 'https://[fd00::1]:443',
    namespace: 'n',
    user: { as: 'joe' },
    timeout: 5000,
  })
  expect(read({}, { ...around, env: { ...env, POD_NAMESPACE: 'told' } }).namespace).toBe('told')
  expect(read({ server: 'https://other.example' }, around).host).toBe('https://other.example')
  expect(read({}, { env, serviceAccount: '/nonexistent' }).host).toBe('http://localhost:8080')
})

test.each<[ClusterFlags, Record<string, string>, string]>([
  [{}, {}, 'no kubeconfig chooses a cluster: name one with --kubeconfig or --context'],
  [{}, { KUBECONFIG: '/no/a:/no/b' }, 'no kubeconfig was found: KUBECONFIG names /no/a, /no/b'],
])('why it is localhost:8080 is said', (flags, env, hint) => {
  expect(read(flags, { env })).toMatchObject({ host: 'http://localhost:8080', hint })
})

test.each([
  ['0', 0],
  ['30', 30_000],
  ['1m30s', 90_000],
  ['1.5h', 5_400_000],
  ['250ms', 250],
])('--request-timeout=%s', (text, milliseconds) => {
  expect(requestTimeout(text)).toBe(milliseconds)
})

test.each([
  [90_000, '1m30s'],
  [10_000, '10s'],
  [3_600_000, '1h0m0s'],
  [50, '0.05s'],
])('%d ms as Go reads it', (milliseconds, text) => {
  expect(goDuration(milliseconds)).toBe(text)
  expect(requestTimeout(text)).toBe(milliseconds)
})
