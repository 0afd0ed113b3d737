import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readManifests } from '../../../src/manifest/read.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { root } from '../../e2e/cli.ts'
import { Client } from '../client.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { installCRD } from '../install.ts'
import { type Ran, runPlugin } from './run-plugin.ts'
import { openWebhook, type Webhook } from './webhook.ts'

const crontabs = `${root}examples/crontab/crd.yaml`
const group = 'stable.example.com'
const path = `/apis/${group}/v1/namespaces/default/crontabs`

await describeWithOwnControlPlane('diff, with a cluster', {}, (server) => {
  let folder: string
  let client: Client
  let webhook: Webhook | undefined

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-diff-'))
    client = new Client(server())
    const [crd] = readManifests({ name: crontabs, text: readFileSync(crontabs, 'utf8') })
    expect((await installCRD(client, marshal(crd!.root!))).status).toBe(201)
    const env = [{ name: 'A', value: '1' }]
    await apply('nightly', { cronSpec: '* * * * *', image: 'a:1', replicas: 3, env }, 'kubectl-client-side-apply')
    await apply('nightly', { cronSpec: '* * * * *', image: 'a:1', replicas: 3 }, 'scaler')
  }, 60_000)
  afterAll(() => {
    client.close()
    webhook?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const crontab = (name: string, spec: object, metadata: object = {}) => ({
    apiVersion: `${group}/v1`,
    kind: 'CronTab',
    metadata: { name, ...metadata },
    spec,
  })
  async function apply(name: string, spec: object, manager: string): Promise<void> {
    const headers = { 'content-type': 'application/apply-patch+yaml' }
    const to = `${path}/${name}?fieldManager=${manager}&force=true`
    const answer = await client.request('PATCH', to, crontab(name, spec), headers)
    if (answer.status > 201) throw new Error(answer.text)
  }
  function file(name: string, ...objects: object[]): string {
    const at = join(folder, name)
    writeFileSync(at, objects.map((object) => JSON.stringify(object)).join('\n---\n'))
    return at
  }
  const env = () => ({ HOME: folder, PATH: process.env.PATH, KUBECONFIG: server().kubeconfigPath })
  const diff = (...words: string[]): Promise<Ran> => runPlugin(['diff', '--no-config', ...words], env())
  const lines = ({ out }: Ran) => out.split('\n').filter((line) => /^ {2}/.test(line))

  describe('custom resources', () => {
    const changed = crontab('nightly', {
      cronSpec: '* * * * *',
      image: 'a:2',
      replicas: 5,
      env: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
    })
    const expected = [
      '  + spec.env[name=B]: {"name":"B","value":"2"} (yours)',
      '  ~ spec.image: "a:1" → "a:2" (yours, owned by scaler)',
      '  ~ spec.replicas: 3 → 5 (yours, owned by scaler)',
    ]

    test('1: what applying would change, as a dry run says; nothing is changed', async () => {
      const before = (await client.request('GET', `${path}/nightly`)).text
      const ran = await diff('-f', file('changed.json', changed))
      expect(ran).toMatchObject({ code: 1, err: 'compared 1 object: 1 changed; by a dry run of the server\n' })
      expect(lines(ran)).toEqual(expected)
      expect((await client.request('GET', `${path}/nightly`)).text).toBe(before)
    })
    test('0: nothing differs; one path without CRDs means the same as -f', async () => {
      const same = file('same.json', crontab('nightly', { cronSpec: '* * * * *', image: 'a:1' }))
      expect(await diff('-f', same)).toMatchObject({ code: 0, out: '' })
      expect(await diff(same, '-q')).toMatchObject({ code: 0, out: '', err: '' })
    })
    test('what is not there would be created, with what it gets beyond the file', async () => {
      const ran = await diff('-f', file('fresh.json', crontab('fresh', { cronSpec: '* * * * *', image: 'x' })))
      expect(ran.code).toBe(1)
      expect(ran.out).toMatch(/^CronTab default\/fresh \(stable\.example\.com\/v1\) would be created/)
      expect(lines(ran)).toEqual([
        '  + spec.concurrencyPolicy: "Allow" (defaulted)',
        '  + spec.replicas: 1 (defaulted)',
      ])
      expect((await client.request('GET', `${path}/fresh`)).status).toBe(404)
    })
    test('what was applied last time and is left out now goes', async () => {
      const was = crontab('shrunk', { cronSpec: '* * * * *', image: 'x', replicas: 4, env: [{ name: 'A' }] })
      const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(was) }
      expect((await client.request('POST', path, { ...was, metadata: { name: 'shrunk', annotations } })).status).toBe(
        201,
      )
      const ran = await diff('-f', file('shrunk.json', crontab('shrunk', { cronSpec: '* * * * *', image: 'x' })))
      expect(lines(ran).map((line) => line.replace(/, owned.*\)/, ')'))).toEqual([
        '  - spec.env: [{"name":"A"}] (yours)',
        '  ~ spec.replicas: 4 → 1 (defaulted)',
      ])
    })
    test('--server-side: conflicts are told, and whose they are', async () => {
      const ran = await diff('-f', file('changed.json', changed), '--server-side', '--field-manager', 'me')
      expect(ran.code).toBe(1)
      expect(ran.err).toMatch(/^Warning: CronTab\/nightly: Apply failed with 4 conflicts/)
      expect(ran.err).toContain('hint: others own these fields')
      expect(lines(ran)).toContain('  ~ spec.replicas: 3 → 5 (yours, owned by kubectl-client-side-apply, scaler)')
      const forced = await diff('-f', file('changed.json', changed), '--server-side', '--force-conflicts', '-q')
      expect(forced).toMatchObject({ code: 1, err: '' })
    })
    test('2: what the server would refuse is told with its place, and the rest is compared', async () => {
      const wrong = crontab('wrong', { cronSpec: '* * * * *', image: 'x', replicas: 100 })
      const none = { apiVersion: 'none.example.com/v1', kind: 'None', metadata: { name: 'a' } }
      const ran = await diff('-f', file('wrong.json', wrong, none, changed))
      expect(ran.code).toBe(2)
      expect(ran.err).toMatch(/^error: \S+wrong\.json:1: CronTab\/wrong: .*replicas/m)
      expect(ran.err).toMatch(/^error: \S+wrong\.json:3: None\/a: no matches for kind "None" in version "none/m)
      expect(lines(ran)).toEqual(expected)
    })
    test('-n has to be the namespace of the file', async () => {
      const there = file('there.json', crontab('a', {}, { namespace: 'there' }))
      expect(await diff('-f', there, '-n', 'here')).toMatchObject({
        code: 2,
        err: expect.stringContaining('"there" does not match the namespace "here"'),
      })
    })
    test('json, and a program for raw text', async () => {
      const name = file('changed.json', changed)
      const report = JSON.parse((await diff('-f', name, '-o', 'json')).out)
      expect(report.objects[0]).toMatchObject({ state: 'changed', judge: 'server', name: 'nightly' })
      const ran = await runPlugin(['diff', '-f', name], { ...env(), KUBECTL_EXTERNAL_DIFF: 'diff -u -N' })
      expect(ran.code).toBe(1)
      expect(ran.out).toMatch(/^-{3} \S+\/LIVE\/stable\.example\.com\.v1\.CronTab\.default\.nightly/m)
      expect(ran.out).toContain('-  image: a:1')
      expect(ran.out).not.toContain('managedFields')
    })
    test('who may only read gets the same by the CRD, which is said', async () => {
      await mayOnly('reader', [
        { apiGroups: [group], resources: ['crontabs'], verbs: ['get'] },
        { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['get'] },
      ])
      const fresh = crontab('fresh', { cronSpec: '* * * * *', image: 'x' })
      const ran = await diff('-f', file('reader.json', changed, fresh), '--as', 'reader')
      expect(ran.code).toBe(1)
      expect(ran.err).toMatch(/^Note: the server cannot be asked, so its defaults and rules are applied here/m)
      expect(ran.err).toContain('hint: the verb patch on crontabs.stable.example.com is missing')
      expect(ran.err).toContain('compared 2 objects: 1 changed, 1 created; by the CRDs')
      expect(lines(ran)).toEqual([
        ...expected,
        '  + spec.concurrencyPolicy: "Allow" (defaulted)',
        '  + spec.replicas: 1 (defaulted)',
      ])
      const wrong = await diff(
        '-f',
        file('wrong.json', crontab('wrong', { cronSpec: '*', image: 'x' })),
        '--as',
        'reader',
      )
      expect(wrong).toMatchObject({
        code: 2,
        err: expect.stringContaining('the server would refuse it: spec.cronSpec'),
      })
    })
    test('who may not even read is told the verb', async () => {
      const ran = await diff('-f', file('changed.json', changed), '--as', 'nobody')
      expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/hint: the verb get on /) })
    })
    test('what a webhook does is by the server', async () => {
      webhook = await openWebhook(() => ({
        allowed: true,
        patch: [{ op: 'add', path: '/spec/concurrencyPolicy', value: 'Forbid' }],
      }))
      const rule = {
        apiGroups: [group],
        apiVersions: ['v1'],
        resources: ['crontabs'],
        operations: ['CREATE', 'UPDATE'],
      }
      const hook = {
        name: 'forbids.example.com',
        clientConfig: { url: webhook.url, caBundle: webhook.caBundle },
        rules: [rule],
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      }
      const hooks = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations'
      const made = await client.request('POST', hooks, { metadata: { name: 'forbids' }, webhooks: [hook] })
      expect(made.status).toBe(201)
      try {
        const name = file('changed.json', changed)
        let ran = await diff('-f', name)
        for (let i = 0; i < 50 && !ran.out.includes('Forbid'); i++) {
          await sleep(100)
          ran = await diff('-f', name)
        }
        expect(lines(ran)).toContain('  ~ spec.concurrencyPolicy: "Allow" → "Forbid" (by the server)')
      } finally {
        await client.request('DELETE', `${hooks}/forbids`)
      }
    }, 20_000)
  })

  describe('CRDs', () => {
    const stricter = () => {
      const at = join(folder, 'stricter.yaml')
      writeFileSync(at, readFileSync(crontabs, 'utf8').replace('maximum: 10', 'maximum: 3'))
      return at
    }

    test('the cluster and the very file are the same, either way round', async () => {
      for (const words of [[crontabs], ['live', crontabs], [crontabs, 'live']]) {
        const ran = await diff(...words)
        expect(ran).toMatchObject({ code: 0, out: '', err: 'compatible: compared 1 of 1 CRDs: 1 compatible\n' })
      }
    })
    test('every object, page by page, of all namespaces', async () => {
      await client.request('POST', '/api/v1/namespaces', { metadata: { name: 'many' } })
      const all = `/apis/${group}/v1/namespaces/many/crontabs`
      const spec = { cronSpec: '* * * * *', image: 'x' }
      const numbers = Array.from({ length: 520 }, (_, i) => i)
      for (let i = 0; i < numbers.length; i += 40)
        await Promise.all(
          numbers
            .slice(i, i + 40)
            .map((n) => client.request('POST', all, crontab(`m${n}`, { ...spec, replicas: n === 7 ? 9 : 1 }))),
        )
      const ran = await diff(stricter(), '--against', 'live', '-o', 'json')
      expect(ran.code).toBe(1)
      const [pair] = JSON.parse(ran.out).pairs
      expect(pair.against.objects).toBeGreaterThanOrEqual(521)
      expect(pair.against).toMatchObject({ create: expect.arrayContaining(['many/m7']), update: [], lost: [] })
      expect(pair.old).toBe('live/crontabs.stable.example.com')
      const text = await diff(stricter(), '--against', 'live')
      expect(text.out).toContain('live/crontabs.stable.example.com:')
      expect(text.err).not.toContain('\r')
    }, 60_000)
    test('places are lines of kubectl get -o yaml', async () => {
      const { out } = await diff(stricter(), '-o', 'json')
      const { line } = JSON.parse(out).pairs[0].changes[0].old
      const { spawnSync } = await import('node:child_process')
      const words = ['--kubeconfig', server().kubeconfigPath, 'get', 'crd', `crontabs.${group}`, '-o', 'yaml']
      const { stdout } = spawnSync(server().kubectl!, words, { encoding: 'utf8' })
      expect(stdout.split('\n')[line - 1]).toMatch(/maximum: 10/)
    })
    test('who may not list objects is told the verb; the CRDs are compared', async () => {
      await mayOnly('crd-reader', [
        { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['get'] },
      ])
      const ran = await diff(stricter(), '--against', 'live', '--as', 'crd-reader')
      expect(ran).toMatchObject({
        code: 2,
        out: expect.stringContaining('maximum 10 → 3'),
        err: expect.stringContaining('hint: the verb list on crontabs.stable.example.com is missing'),
      })
      expect(await diff(stricter(), '--as', 'nobody')).toMatchObject({
        code: 2,
        err: expect.stringContaining('hint: the verb get on customresourcedefinitions.apiextensions.k8s.io is missing'),
      })
    })
    test('a CRD that the cluster does not have is added', async () => {
      expect(await diff(`${root}examples/zone/crd.yaml`)).toMatchObject({ code: 0, out: 'added     zones.test.com\n' })
    })
    test('two contexts', async () => {
      const config = JSON.parse(
        JSON.stringify(readManifests({ name: '', text: readFileSync(server().kubeconfigPath, 'utf8') })[0]!.root),
      )
      const [context] = config.contexts
      config.contexts = [context, { ...context, name: 'other' }]
      const kubeconfig = file('config', config)
      const ran = await diff('--kubeconfig', kubeconfig, '--context', context.name, '--context', 'other')
      expect(ran).toMatchObject({ code: 0, out: '', err: expect.stringContaining('compared 1 of 1 CRDs') })
    })
  })

  /** Lets a user do only this. */
  async function mayOnly(user: string, rules: object[]): Promise<void> {
    const rbac = '/apis/rbac.authorization.k8s.io/v1'
    const role = await client.request('POST', `${rbac}/clusterroles`, { metadata: { name: user }, rules })
    const binding = await client.request('POST', `${rbac}/clusterrolebindings`, {
      metadata: { name: user },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: user },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }],
    })
    expect([role.status, binding.status]).toEqual([201, 201])
    const review = {
      spec: {
        user,
        resourceAttributes: (rules as { apiGroups: string[]; resources: string[]; verbs: string[] }[]).map((r) => ({
          group: r.apiGroups[0],
          resource: r.resources[0],
          verb: r.verbs[0],
        }))[0],
      },
    }
    for (let i = 0; i < 50; i++) {
      const { json } = await client.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', review)
      if ((json as { status: { allowed: boolean } }).status.allowed) return
      await sleep(100)
    }
  }
})
