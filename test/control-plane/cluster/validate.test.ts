import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readManifests } from '../../../src/manifest/read.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { root } from '../../e2e/cli.ts'
import { type Answer, Client } from '../client.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { crdsPath, installCRD } from '../install.ts'
import { type Ran, runPlugin } from './run-plugin.ts'
import { openWebhook, type Webhook } from './webhook.ts'

const crontabs = `${root}examples/crontab/crd.yaml`
const group = 'stable.example.com'
const path = `/apis/${group}/v1/namespaces/default/crontabs`

interface Finding {
  code: string
  source: string
  severity: string
  field: string
  message: string
  line: number
  hint: string | null
}
interface Report {
  serverVersion: string
  results: { kind: string; name: string; verdict: string; findings: Finding[] }[]
}

await describeWithOwnControlPlane('validate, with a cluster', { emulatedVersion: '1.35' }, (server) => {
  let folder: string
  let client: Client
  let webhook: Webhook

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-validate-'))
    client = new Client(server())
    const [crd] = readManifests({ name: crontabs, text: readFileSync(crontabs, 'utf8') })
    expect((await installCRD(client, marshal(crd!.root!))).status).toBe(201)
    webhook = await openWebhook(({ name, object }) => {
      if (name.startsWith('warned')) return { allowed: true, warnings: ['the webhook would not do that'] }
      if (object.spec?.image === 'registry.example/bad')
        return { allowed: false, message: 'no such image\nnor such a registry' }
      return { allowed: true }
    })
    await create(
      '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
      webhookFor('images.example.com'),
    )
    await create('/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies', policy)
    await create('/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings', binding)
    // Both take a moment to be heard of.
    await until('policy', async () => (await post(crontab('probe', { schedule: 'policy' }))).status === 422)
    await until('webhook', async () => (await post(crontab('probe', { image: 'registry.example/bad' }))).status === 400)
  }, 60_000)
  afterAll(() => {
    client.close()
    webhook.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function webhookFor(name: string, more: object = {}) {
    const rule = { apiGroups: [group], apiVersions: ['v1'], resources: ['crontabs'], operations: ['CREATE', 'UPDATE'] }
    return {
      metadata: { name },
      webhooks: [
        {
          name,
          clientConfig: { url: webhook.url, caBundle: webhook.caBundle },
          rules: [rule],
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          ...more,
        },
      ],
    }
  }
  const policy = {
    metadata: { name: 'no-policy-schedule' },
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: [group], apiVersions: ['v1'], resources: ['crontabs'], operations: ['CREATE', 'UPDATE'] },
        ],
      },
      validations: [
        {
          expression: "!has(object.metadata.labels) || !('schedule' in object.metadata.labels)",
          message: 'no schedule labels',
        },
      ],
    },
  }
  const binding = {
    metadata: { name: 'no-policy-schedule' },
    spec: { policyName: 'no-policy-schedule', validationActions: ['Deny'] },
  }

  async function create(at: string, object: object): Promise<void> {
    const answer = await client.request('POST', at, object)
    if (answer.status !== 201) throw new Error(answer.text)
  }
  const post = (object: object): Promise<Answer> => client.request('POST', `${path}?dryRun=All`, object)
  async function until(what: string, met: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 200; i++) {
      if (await met()) return
      await sleep(100)
    }
    throw new Error(`not in time: ${what}`)
  }

  function crontab(
    name: string,
    { image = 'x', schedule = '', ...spec }: { image?: string; schedule?: string; [key: string]: unknown } = {},
  ) {
    const labels = schedule === '' ? {} : { labels: { schedule } }
    return {
      apiVersion: `${group}/v1`,
      kind: 'CronTab',
      metadata: { name, ...labels },
      spec: { cronSpec: '0 3 * * *', image, ...spec },
    }
  }

  let count = 0
  const file = (...objects: object[]): string => {
    const name = join(folder, `objects-${count++}.yaml`)
    writeFileSync(name, objects.map((object) => JSON.stringify(object, null, 2)).join('\n---\n'))
    return name
  }
  const env = () => ({ KUBECONFIG: server().kubeconfigPath, KUBECACHEDIR: join(folder, 'cache'), HOME: folder })
  const validate = (...words: string[]): Promise<Ran> => runPlugin(['validate', ...words], env())
  async function report(...words: string[]): Promise<Report & { code: number; err: string }> {
    const { code, out, err } = await validate(...words, '-o', 'json')
    return { ...(JSON.parse(out) as Report), code, err }
  }
  const joe = ['--as=joe', '--as-group=system:authenticated']

  test('without a flag no cluster is asked anything, and none need be there', async () => {
    let asked = 0
    const listener = http.createServer((_, response) => {
      asked++
      response.end('{}')
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const nowhere = { KUBERNETES_MASTER: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`, HOME: folder }
    const target = file(crontab('a'))
    const { code, err } = await runPlugin(['validate', target], nowhere)
    expect({ code, asked }).toEqual({ code: 1, asked: 0 })
    expect(err).toContain('1 unknown')
    expect((await runPlugin(['validate', target, '--crds', crontabs], nowhere)).code).toBe(0)
    expect(asked).toBe(0)
    listener.close()
    expect(await runPlugin(['validate', target, '--live'], { KUBECONFIG: '/none', HOME: folder })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('The connection to the server localhost:8080 was refused'),
    })
  })

  test('CRDs and the version are those of the cluster', async () => {
    const target = file(crontab('a'), crontab('b', { replicas: 99 }), {
      apiVersion: 'x.example/v1',
      kind: 'X',
      metadata: { name: 'c' },
    })
    const { serverVersion, results, code } = await report(target, '--live')
    expect(serverVersion).toBe('1.35')
    expect(results.map(({ verdict }) => verdict)).toEqual(['valid', 'invalid', 'unknown'])
    expect(results[1]!.findings).toMatchObject([{ code: 'CRD0103', field: 'spec.replicas', source: 'server' }])
    expect(results[2]!.findings[0]!.hint).toContain('the cluster does not have it either')
    expect(code).toBe(1)
    // A flag that chooses a cluster means it.
    expect((await report(target, '--context=kubectl-crd-test')).results[0]!.verdict).toBe('valid')
    expect((await report(target, '--live', '--kube-version=1.33')).serverVersion).toBe('1.33')
    const text = await validate(target, '--live')
    expect(text.out).toContain('note: rule from crontabs.stable.example.com v1 (the cluster)\n')
  })

  test('CRDs that are given come before those of the cluster', async () => {
    const own = join(folder, 'own.yaml')
    writeFileSync(own, readFileSync(crontabs, 'utf8').replace('maximum: 10', 'maximum: 1000'))
    const target = file(crontab('b', { replicas: 99 }))
    expect((await report(target, '--live', '--crds', own)).results[0]!.verdict).toBe('valid')
    expect((await report(target, own, '--live')).results[0]!.verdict).toBe('valid')
  })

  test('objects that are there are judged as updates', async () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'fixed.live.example.com' },
      spec: {
        group: 'live.example.com',
        scope: 'Namespaced',
        names: { plural: 'fixed', kind: 'Fixed' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'string',
                    'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'it is fixed' }],
                  },
                  status: { type: 'object', properties: { ready: { type: 'boolean' } } },
                },
              },
            },
          },
        ],
      },
    }
    expect((await installCRD(client, JSON.stringify(crd))).status).toBe(201)
    const object = (name: string, spec: string, more: object = {}) => ({
      apiVersion: 'live.example.com/v1',
      kind: 'Fixed',
      metadata: { name },
      spec,
      ...more,
    })
    await create('/apis/live.example.com/v1/namespaces/default/fixed', object('there', 'a'))
    const target = file(object('there', 'b'), object('new', 'b'), { ...crd, spec: { ...crd.spec, scope: 'Cluster' } })
    expect((await report(target, '--live')).results.map(({ verdict }) => verdict)).toEqual(['valid', 'valid', 'valid'])
    const { results } = await report(target, '--against', 'live')
    expect(results.map(({ verdict }) => verdict)).toEqual(['invalid', 'valid', 'invalid'])
    expect(results[0]!.findings[0]!.message).toContain('it is fixed')
    expect(results[2]!.findings[0]!).toMatchObject({ field: 'spec.scope' })
    const status = file(object('there', 'b', { status: { ready: 'yes' } }), object('new', 'b'))
    const statuses = await report(status, '--against', 'live', '--subresource', 'status')
    expect(statuses.results.map(({ findings }) => findings[0]!.message)).toEqual([
      expect.stringContaining('ready in body must be of type boolean'),
      'fixed.live.example.com "new" not found',
    ])
    const other = await report(file(object('there', 'b')), '--against', 'live', '-n', 'kube-system')
    expect(other.results[0]!.verdict).toBe('valid')
  })

  test('a dry run agrees with what our rules say', async () => {
    const target = file(
      crontab('fine'),
      crontab('too-many', { replicas: 99 }),
      crontab('Wrong_Name', { cronSpec: 'daily' }),
      crontab('unknown-field', { replica: 3 }),
    )
    const { results, code } = await report(target, '--dry-run=server')
    expect(results.map(({ verdict }) => verdict)).toEqual(['valid', 'invalid', 'invalid', 'invalid'])
    expect(results.flatMap(({ findings }) => findings).filter(({ source }) => source === 'cluster')).toEqual([])
    expect(code).toBe(1)
  })

  test('a webhook that refuses is shown apart', async () => {
    const target = file(crontab('bad-image', { image: 'registry.example/bad' }))
    expect((await report(target, '--live')).results[0]!.verdict).toBe('valid')
    const { results, code } = await report(target, '--dry-run=server')
    expect(code).toBe(1)
    expect(results[0]).toMatchObject({
      verdict: 'invalid',
      findings: [
        {
          code: 'CRD0501',
          source: 'cluster',
          severity: 'error',
          message:
            'the server refuses it: admission webhook "images.example.com" denied the request: no such image\nnor such a registry',
          hint: 'the webhook images.example.com decides this, not the CRD',
        },
      ],
    })
    const text = await validate(target, '--dry-run=server')
    expect(text.out).toContain(
      'error[CRD0501]: the server refuses it: admission webhook "images.example.com" denied the request: no such image nor such a registry\n',
    )
    expect(text.out).toContain('help: kubectl crd explain CRD0501')
  })

  test('a policy that refuses is shown apart', async () => {
    const { results } = await report(file(crontab('scheduled', { schedule: 'x' })), '--dry-run=server')
    expect(results[0]).toMatchObject({
      verdict: 'invalid',
      findings: [
        {
          code: 'CRD0501',
          message: expect.stringContaining(
            "ValidatingAdmissionPolicy 'no-policy-schedule' with binding 'no-policy-schedule' denied request: no schedule labels",
          ),
          hint: 'kubectl get validatingadmissionpolicy no-policy-schedule -o yaml shows its rules',
        },
      ],
    })
  })

  test('warnings of webhooks are shown', async () => {
    const { results, code } = await report(file(crontab('warned')), '--dry-run=server')
    expect(code).toBe(0)
    expect(results[0]).toMatchObject({
      verdict: 'valid',
      findings: [{ code: 'CRD0504', severity: 'warning', message: 'the server warns: the webhook would not do that' }],
    })
    expect((await report(file(crontab('warned')), '--dry-run=server', '--fail-on=warning')).code).toBe(1)
    expect(
      (await report(file(crontab('warned')), '--dry-run=server', '--ignore=CRD0504')).results[0]!.findings,
    ).toEqual([])
  })

  test('what a mutating webhook mends is accepted all the same', async () => {
    const mender = await openWebhook(({ object }) =>
      Number(object.spec?.replicas) > 10
        ? { allowed: true, patch: [{ op: 'replace', path: '/spec/replicas', value: 10 }] }
        : { allowed: true },
    )
    const at = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations'
    const configuration = webhookFor('mends.example.com', {
      clientConfig: { url: mender.url, caBundle: mender.caBundle },
    })
    await create(at, configuration)
    try {
      await until('mutating webhook', async () => (await post(crontab('probe', { replicas: 99 }))).status === 201)
      const { results, code } = await report(file(crontab('mended', { replicas: 99 })), '--dry-run=server')
      expect(results[0]).toMatchObject({
        verdict: 'invalid',
        findings: [{ code: 'CRD0103' }, { code: 'CRD0502', severity: 'warning' }],
      })
      expect(code).toBe(1)
    } finally {
      await client.request('DELETE', `${at}/mends.example.com`)
      mender.close()
    }
    await until('no mutating webhook', async () => (await post(crontab('probe', { replicas: 99 }))).status === 422)
  })

  test('kinds of Kubernetes are judged by the server', async () => {
    const map = (name: string, data: unknown) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data })
    const target = file(map('good', { a: 'b' }), map('bad', { a: 1 }), {
      ...map('lost', {}),
      metadata: { name: 'lost', namespace: 'nowhere' },
    })
    const { results } = await report(target, '--dry-run=server')
    expect(results.map(({ verdict }) => verdict)).toEqual(['valid', 'invalid', 'invalid'])
    expect(results[1]!.findings[0]).toMatchObject({ code: 'CRD0501', source: 'cluster' })
    expect(results[2]!.findings[0]).toMatchObject({
      message: 'the server refuses it: namespaces "nowhere" not found',
      hint: 'make the namespace first, or choose another with -n',
    })
    expect((await report(target, '--live')).results.map(({ verdict }) => verdict)).toEqual([
      'skipped',
      'skipped',
      'skipped',
    ])
  })

  test('what the input itself makes is not missed', async () => {
    const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'soon' } }
    const inside = { ...crontab('inside'), metadata: { name: 'inside', namespace: 'soon' } }
    const { results, err, code } = await report(file(space, inside, inside), '--dry-run=server')
    expect(results.map(({ verdict }) => verdict)).toEqual(['valid', 'valid', 'valid'])
    expect(code).toBe(0)
    expect(err).toContain(
      'Note: namespaces "soon" not found, but it is in the input: nothing that goes into it can be asked about\n',
    )
    const other = readFileSync(crontabs, 'utf8').replaceAll('stable.example.com', 'soon.example.com')
    const crd = join(folder, 'soon.yaml')
    writeFileSync(crd, other)
    const target = file({ ...crontab('a'), apiVersion: 'soon.example.com/v1' })
    const own = await report(crd, target, '--dry-run=server')
    expect(own.results.map(({ verdict }) => verdict)).toEqual(['valid', 'valid'])
    expect(own.err).toContain(
      'Note: the cluster does not serve CronTab in soon.example.com/v1, so it is not asked about that\n',
    )
  })

  test('updates are asked as updates, applied or replaced', async () => {
    const apply = (object: object, manager: string) =>
      client.request('PATCH', `${path}/kept?fieldManager=${manager}&force=true`, object, {
        'content-type': 'application/apply-patch+yaml',
      })
    expect((await apply(crontab('kept', { replicas: 2 }), 'kubectl')).status).toBe(201)
    const target = file(crontab('kept', { replicas: 3 }))
    for (const how of ['server', 'apply']) {
      const { results } = await report(target, `--dry-run=${how}`)
      expect(results[0]).toMatchObject({ verdict: 'valid', findings: [] })
      const bad = await report(file(crontab('kept', { replicas: 30 })), `--dry-run=${how}`)
      expect(bad.results[0]).toMatchObject({ verdict: 'invalid', findings: [{ code: 'CRD0103' }] })
    }
    // Who owns a field is known to the server alone.
    expect((await apply(crontab('kept', { replicas: 4 }), 'somebody')).status).toBe(200)
    const { results } = await report(target, '--dry-run=apply')
    expect(results[0]!.findings[0]).toMatchObject({
      code: 'CRD0501',
      message: expect.stringContaining('conflict with "somebody"'),
    })
    const { json } = await client.request('GET', `${path}/kept`)
    expect(json).toMatchObject({ spec: { replicas: 4 } })
  })

  test('a version that is not served is not asked about', async () => {
    const future = { ...crontab('future'), apiVersion: `${group}/v9` }
    const { results } = await report(file(future), '--dry-run=server')
    expect(results[0]).toMatchObject({ verdict: 'invalid', findings: [{ code: 'CRD0105', source: 'server' }] })
  })

  test('who may see little gets what may be seen, and is told which verbs are missing', async () => {
    const target = file(crontab('a'), crontab('b', { replicas: 99 }))
    const live = await report(target, '--live', ...joe)
    expect(live.results.map(({ verdict }) => verdict)).toEqual(['valid', 'invalid'])
    expect(live.code).toBe(1)
    expect(live.err).toContain(
      'Note: the CRD crontabs.stable.example.com cannot be read; this is what the server publishes of it',
    )
    expect(live.err).toContain('hint: the verb get on customresourcedefinitions.apiextensions.k8s.io is missing')
    const against = await report(target, '--against=live', ...joe)
    expect(against.code).toBe(2)
    expect(against.err).toContain(
      'error: cannot read CronTab/a, so it is judged as if it were created: Error from server (Forbidden)',
    )
    expect(against.err).toContain(
      'hint: the verb get on crontabs.stable.example.com is missing: kubectl auth can-i get crontabs.stable.example.com -n default',
    )
    const role = {
      metadata: { name: 'reader' },
      rules: [{ apiGroups: [group], resources: ['crontabs'], verbs: ['get'] }],
    }
    await create('/apis/rbac.authorization.k8s.io/v1/clusterroles', role)
    await create('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      metadata: { name: 'reader' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'joe' }],
    })
    const reads = () => report(file(crontab('a')), '--dry-run=server', ...joe)
    await until('the role', async () => !(await reads()).err.includes('cannot read'))
    const asked = await reads()
    expect(asked.code).toBe(2)
    expect(asked.results[0]).toMatchObject({ verdict: 'valid', findings: [] })
    expect(asked.err).toContain('error: cannot ask the server about CronTab: Error from server (Forbidden)')
    expect(asked.err).toContain('hint: the verb create on crontabs.stable.example.com is missing')
  })

  test('a webhook that cannot be asked in a dry run is no verdict', async () => {
    const at = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations'
    await create(
      at,
      webhookFor('side.example.com', {
        sideEffects: 'NoneOnDryRun',
        clientConfig: { url: 'https://127.0.0.1:1/', caBundle: webhook.caBundle },
      }),
    )
    try {
      await until('webhook', async () => (await post(crontab('probe'))).status === 500)
      const { results } = await report(file(crontab('a')), '--dry-run=server')
      expect(results[0]!.findings[0]).toMatchObject({
        code: 'CRD0501',
        hint: 'the webhook side.example.com does not answer, and its failurePolicy is Fail',
      })
    } finally {
      await client.request('DELETE', `${at}/side.example.com`)
    }
    await until('no webhook', async () => (await post(crontab('probe'))).status === 201)
  })

  test('many documents keep their order', async () => {
    const many = Array.from({ length: 60 }, (_, i) => crontab(`many-${i}`, i % 3 === 0 ? { replicas: 99 } : {}))
    const { results } = await report(file(...many), '--dry-run=server')
    expect(results.map(({ name }) => name)).toEqual(many.map(({ metadata }) => metadata.name))
    expect(results.filter(({ verdict }) => verdict === 'invalid')).toHaveLength(20)
  })

  test.each([
    [['--against', 'live', '--old', '.'], '--old does not go with --against live'],
    [['--dry-run=server', '--old', '.'], '--old does not go with --dry-run'],
    [['--subresource', 'status'], '--subresource needs --old or --against live'],
  ])('%j is refused', async (words, message) => {
    expect((await validate(file(crontab('a')), ...words)).err).toContain(message)
  })

  test('the CRD of the cluster is where it was', async () => {
    expect((await client.request('GET', `${crdsPath}/crontabs.${group}`)).status).toBe(200)
    expect((await client.request('GET', `${path}/many-1`)).status).toBe(404)
  })
})
