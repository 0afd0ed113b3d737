import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { root } from '../../e2e/cli.ts'
import { type JSONSchema, mismatches } from '../../e2e/matches-schema.ts'
import { Client } from '../client.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { installCRD } from '../install.ts'
import { aggregatedGroup, openAggregatedServer } from './aggregated-server.ts'
import { type Data, definition } from './definition.ts'
import { Typed } from './typed.ts'

const schema = (name: string) => JSON.parse(readFileSync(`${root}docs/schemas/${name}.json`, 'utf8')) as JSONSchema
const admission = '/apis/admissionregistration.k8s.io/v1'

await describeWithOwnControlPlane('inspect', {}, (server) => {
  let client: Client
  let typed: Typed
  let folder: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-inspect-'))
    client = new Client(server())
    typed = new Typed(server(), folder)
    const only = (name: string) => ({ spec: { type: 'object', properties: { [name]: { type: 'string' } } } })
    const size = { minimum: Number.MIN_SAFE_INTEGER, maximum: 1.5, type: 'number' }
    const versions = [
      { name: 'v1', storage: true, properties: { ...only('now'), status: { type: 'object', properties: { size } } } },
      { name: 'v1beta1', deprecated: true, properties: only('before') },
    ]
    const metadata = { annotations: { 'meta.helm.sh/release-name': 'shop' }, labels: { team: 'a' } }
    await install(definition({ plural: 'carts', kind: 'Cart', group: 'shop.example.com', versions, metadata }))
    await install(definition({ plural: 'boxes', kind: 'Box', group: 'store.example.com', shortNames: ['bx'] }))
    for (const name of ['a', 'b', 'c'])
      await create('/apis/store.example.com/v1/namespaces/default/boxes', {
        apiVersion: 'store.example.com/v1',
        kind: 'Box',
        metadata: { name },
        spec: name === 'a' ? { x: 1, y: 2 } : { x: 1 },
      })
  }, 60_000)
  afterAll(() => {
    client.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function install(crd: Data): Promise<void> {
    expect(await installCRD(client, JSON.stringify(crd))).toMatchObject({ status: 201 })
  }

  async function create(path: string, object: Data): Promise<void> {
    for (let i = 0; i < 100; i++) {
      const { status, text } = await client.request('POST', path, object)
      if (status === 201) return
      if (status !== 429 && status !== 404) throw new Error(text)
      await sleep(100)
    }
    throw new Error(`${path}: not created`)
  }

  test('all CRDs, in every format', async () => {
    const { out, err, status } = await typed.crd('inspect', '--counts')
    expect(status).toBe(0)
    const columns = out.split('\n').map((line) => line.split(/ {3,}/).slice(0, 5))
    expect(columns).toEqual([
      ['NAME', 'VERSIONS', 'STATUS', 'OBJECTS', 'OWNER'],
      ['boxes.store.example.com', 'v1*', 'Ok', '3', '<none>'],
      ['carts.shop.example.com', 'v1*,v1beta1', 'Ok', '0', 'helm:shop'],
      [''],
    ])
    expect(err).toBe('2 CRDs: 1 note; --problems shows what to do\n')
    expect((await typed.crd('inspect', '-o', 'name', '-l', 'team=a')).out).toBe(
      'customresourcedefinition.apiextensions.k8s.io/carts.shop.example.com\n',
    )
    expect((await typed.crd('inspect', '-o', 'yaml')).out).toMatch(/^apiVersion: kubectl-crd\/v1\nkind: Inspection\n/)
    const report = await typed.json('--counts')
    expect(mismatches(report, schema('inspection'))).toEqual([])
    expect(report).toMatchObject({ summary: { crds: 2, errors: 0, warnings: 0, notes: 1 }, unknown: [] })
  })

  test('one CRD, by any of its names', async () => {
    const pages = await Promise.all(
      ['carts', 'Cart', 'cart', 'carts.shop.example.com', 'carts.v1.shop.example.com'].map((name) => typed.json(name)),
    )
    for (const page of pages) {
      expect(page).toMatchObject({ crd: { name: 'carts.shop.example.com' } })
      expect(mismatches(page, schema('resource-inspection'))).toEqual([])
    }
    const { out } = await typed.crd('inspect', 'carts')
    expect(out).toContain('\nOwner:       helm:shop\n')
    expect(out).toMatch(/\nv1beta1 +yes +no +no +yes +<none> +2 +2 +\d+ B +0 +<none>\n/)
  })

  test('what is lost between versions is what the server loses', async () => {
    const { roundTrips } = (await typed.json('carts')) as unknown as { roundTrips: Data[] }
    expect(roundTrips).toEqual([
      { served: 'v1beta1', storage: 'v1', notStored: ['spec.before'], writtenAway: ['spec.now', 'status'] },
    ])
    const at = (version: string) => `/apis/shop.example.com/${version}/namespaces/default/carts`
    const cart = (version: string, name: string, more: Data) => ({
      ...{ apiVersion: `shop.example.com/${version}`, kind: 'Cart', metadata: { name }, ...more },
    })
    await create(at('v1beta1'), cart('v1beta1', 'old', { spec: { before: 'x' } }))
    const stored = (await client.request('GET', `${at('v1')}/old`)).json as Data
    expect(stored.spec).toEqual({})
    await create(at('v1'), cart('v1', 'new', { spec: { now: 'x' }, status: { size: 1 } }))
    const read = (await client.request('GET', `${at('v1beta1')}/new`)).json
    expect(await client.request('PUT', `${at('v1beta1')}/new`, read)).toMatchObject({ status: 200 })
    const written = (await client.request('GET', `${at('v1')}/new`)).json as Data
    expect([written.spec, written.status]).toEqual([{}, undefined])
  })

  test('which fields are used, and by whom', async () => {
    const apply = { 'content-type': 'application/apply-patch+yaml' }
    const box = { apiVersion: 'store.example.com/v1', kind: 'Box', metadata: { name: 'b' }, spec: { x: 1 } }
    const path = '/apis/store.example.com/v1/namespaces/default/boxes/b?fieldManager=shelf'
    expect((await client.request('PATCH', path, box, apply)).status).toBe(200)
    const { usage } = (await typed.json('bx', '--usage')) as unknown as { usage: Data & { fields: Data[] } }
    expect(usage).toMatchObject({ objects: 3, unused: [] })
    expect(usage.fields.map(({ path, objects }) => [path, objects])).toEqual([
      ['spec', 3],
      ['spec.*', 3],
    ])
    expect(JSON.stringify(usage.fields)).toContain('"name":"shelf","objects":1')
  })

  test('policies that judge a resource are those that the server asks', async () => {
    const policies: [name: string, rule: Data, more?: Data][] = [
      ['all', { apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] }],
      ['group', { apiGroups: ['store.example.com'], apiVersions: ['v1'], resources: ['boxes'] }],
      ['parts', { apiGroups: ['store.example.com'], apiVersions: ['*'], resources: ['boxes/*'] }],
      ['status', { apiGroups: ['store.example.com'], apiVersions: ['*'], resources: ['boxes/status'] }],
      ['other-group', { apiGroups: ['shop.example.com'], apiVersions: ['*'], resources: ['*'] }],
      ['other-version', { apiGroups: ['store.example.com'], apiVersions: ['v2'], resources: ['boxes'] }],
      ['cluster', { apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], scope: 'Cluster' }],
      ['namespaced', { apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'], scope: 'Namespaced' }],
      ['excluded', { apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] }, { excludes: 'boxes' }],
      ['deletes', { apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: ['DELETE'] }],
    ]
    for (const [name, rule, more] of policies) {
      const operations = ['CREATE']
      const exclude = { apiGroups: ['*'], apiVersions: ['*'], resources: [more?.excludes], operations: ['*'] }
      const spec = {
        matchConstraints: {
          resourceRules: [{ operations, ...rule }],
          ...(more && { excludeResourceRules: [exclude] }),
        },
        validations: [{ expression: 'false', message: `said by ${name}` }],
      }
      await create(`${admission}/validatingadmissionpolicies`, { metadata: { name }, spec })
      const binding = { metadata: { name }, spec: { policyName: name, validationActions: ['Warn'] } }
      await create(`${admission}/validatingadmissionpolicybindings`, binding)
    }
    const box = { apiVersion: 'store.example.com/v1', kind: 'Box', metadata: { name: 'new' } }
    let asked: string[] = []
    for (let i = 0; i < 100 && asked.length < 4; i++) {
      const path = '/apis/store.example.com/v1/namespaces/default/boxes?dryRun=All'
      const { warnings } = await client.request('POST', path, box)
      asked = warnings.flatMap((text) => /said by (\S+)/.exec(text)?.[1] ?? []).sort()
      await sleep(100)
    }
    const page = (await typed.json('boxes')) as unknown as { admission: (Data & { operations: string[] })[] }
    const creating = page.admission.filter(
      ({ operations, subresources }) => operations.includes('CREATE') && (subresources as string[]).includes(''),
    )
    expect(creating.map(({ name }) => name).sort()).toEqual(asked)
    expect(asked).toEqual(['all', 'group', 'namespaced', 'parts'])
    expect(page.admission.map(({ name }) => name).sort()).toEqual([...asked, 'deletes', 'status'].sort())
  }, 60_000)

  test('an admission webhook that is not there, and the command that lets requests pass', async () => {
    const rule = { apiGroups: ['shop.example.com'], apiVersions: ['*'], operations: ['*'], resources: ['carts'] }
    const clientConfig = { service: { namespace: 'default', name: 'guard' } }
    const hook = { name: 'guard.example.com', admissionReviewVersions: ['v1'], sideEffects: 'None', clientConfig }
    const configuration = { metadata: { name: 'guard' }, webhooks: [{ ...hook, rules: [rule], timeoutSeconds: 1 }] }
    await create(`${admission}/validatingwebhookconfigurations`, configuration)
    const { problems } = await typed.json('carts')
    const found = problems.find(({ code }) => code === 'CRD4030')!
    expect(found.message).toBe('guard.example.com: service default/guard does not exist')
    const carts = '/apis/shop.example.com/v1/namespaces/default/carts'
    const cart = { apiVersion: 'shop.example.com/v1', kind: 'Cart', metadata: { name: 'guarded' } }
    for (let i = 0; i < 50; i++) {
      if ((await client.request('POST', `${carts}?dryRun=All`, cart)).status === 500) break
      await sleep(100)
    }
    await typed.shell(found.next)
    await create(carts, cart)
    const [left] = (await typed.json('carts')).problems.filter(({ code }) => code === 'CRD4030')
    expect(left).toMatchObject({ severity: 'warning' })
    await typed.shell(left!.next)
    expect((await typed.json('carts')).problems.map(({ code }) => code)).toEqual(['CRD4017'])
  }, 60_000)

  test('watched, a change is shown', async () => {
    const watching = typed.start('inspect', '--watch', '-l', 'team')
    const shown = async (text: RegExp) => {
      for (let i = 0; i < 100 && !text.test(watching.out()); i++) await sleep(100)
      expect(watching.out()).toMatch(text)
    }
    try {
      await shown(/carts\.shop\.example\.com +v1\*,v1beta1 +Ok /)
      const metadata = { labels: { team: 'b' } }
      const group = 'watch.example.com'
      await install(definition({ plural: 'clocks', kind: 'Clock', group, shortNames: ['po'], metadata }))
      await shown(/clocks\.watch\.example\.com +v1\* +ShortNameClash /)
      const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/clocks.watch.example.com'
      await client.request('DELETE', path)
      await shown(/ShortNameClash[\s\S]*NAME[\s\S]*\ncarts\.shop\.example\.com[^\n]*\n$/)
    } finally {
      watching.end()
    }
  }, 60_000)

  test('flags that do not fit are refused', async () => {
    const wrong = [['carts', '--problems'], ['--usage'], ['--watch', '--extensions'], ['a', 'b'], ['-f', 'none.yaml']]
    for (const words of wrong) {
      const { status, out, err } = await typed.crd('inspect', ...words)
      expect([status, out]).toEqual([2, ''])
      expect(err).toMatch(/^error: /)
    }
  })

  test('extensions', async () => {
    await create('/apis/storage.k8s.io/v1/csidrivers', { metadata: { name: 'disk.example.com' }, spec: {} })
    await create('/apis/node.k8s.io/v1/runtimeclasses', { metadata: { name: 'sandbox' }, handler: 'runsc' })
    const report = await typed.json('--extensions')
    expect(mismatches(report, schema('extensions'))).toEqual([])
    const { extensions } = report as unknown as { extensions: Data[] }
    const of = (name: string) => extensions.find((each) => each.name === name)
    expect(of('disk.example.com')).toMatchObject({ type: 'CSIDriver', status: '?', about: 'on 0 of 0 nodes' })
    expect(of('sandbox')).toMatchObject({ type: 'RuntimeClass', status: null, about: 'runsc' })
    expect(of('carts.shop.example.com')).toMatchObject({ type: 'CRD', owner: { tool: 'helm', name: 'shop' } })
    const { out } = await typed.crd('inspect', '--extensions')
    expect(out).toMatch(/^TYPE +NAME +STATUS +ABOUT +OWNER\nCRD /)
  })

  test('an export is what was applied, and is validated against', async () => {
    const { err } = await typed.crd('inspect', '--export', 'crds')
    expect(err).toBe('2 CRDs written to crds\n')
    expect(readdirSync(join(folder, 'crds')).sort()).toEqual([
      'boxes.store.example.com.yaml',
      'carts.shop.example.com.yaml',
    ])
    // Nothing would change.
    expect(await typed.shell('kubectl diff -f crds')).toBe('')
    expect(readFileSync(join(folder, 'crds/boxes.store.example.com.yaml'), 'utf8')).not.toMatch(
      /uid|resourceVersion|managedFields|creationTimestamp|status:/,
    )
    const cart = { apiVersion: 'shop.example.com/v1', kind: 'Cart', metadata: { name: 'a' }, spec: { none: 'x' } }
    writeFileSync(join(folder, 'cart.json'), JSON.stringify(cart))
    const judged = await typed.crd('validate', 'cart.json', '--crds', 'crds')
    expect([judged.status, judged.out]).toEqual([1, expect.stringContaining('unknown field "spec.none"')])
    // What is there already stays, and is told.
    mkdirSync(join(folder, 'kept'))
    writeFileSync(join(folder, 'kept/own.yaml'), 'a: 1\n')
    const again = await typed.crd('inspect', '--export', 'kept', '--context', 'kubectl-crd-test')
    expect(again.err).toBe('2 CRDs written to kept\nNote: not from this cluster, and left as it was: own.yaml\n')
    const refused = await typed.crd('inspect', '--export', 'kept', '--as', 'nobody')
    expect(refused.status).toBe(2)
    expect(readdirSync(join(folder, 'kept'))).toHaveLength(3)
  })

  test('who may see little sees that, and which verb is missing', async () => {
    const nobody = ['--as', 'nobody', '--as-group', 'system:authenticated']
    const hidden = await typed.crd('inspect', ...nobody)
    expect(hidden.status).toBe(0)
    expect(hidden.out).toMatch(/\ncarts\.shop\.example\.com +v1,v1beta1 +\? +\? +\?\n/)
    expect(hidden.err).toContain('the verb list is missing on customresourcedefinitions.apiextensions.k8s.io')
    expect(hidden.err).toContain('2 CRDs: no problems that may be seen\n')

    const rules = [{ apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['list'] }]
    const rbac = '/apis/rbac.authorization.k8s.io/v1'
    await create(`${rbac}/clusterroles`, { metadata: { name: 'lister' }, rules })
    await create(`${rbac}/clusterrolebindings`, {
      metadata: { name: 'lister' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'lister' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'ann' }],
    })
    let seen = await typed.crd('inspect', '--counts', '--as', 'ann')
    for (let i = 0; i < 20 && seen.out.includes('?   ?'); i++)
      seen = await typed.crd('inspect', '--counts', '--as', 'ann')
    expect(seen.out).toMatch(/\nboxes\.store\.example\.com +v1\* +Ok +\? +<none> /)
    expect(seen.err).toContain('objects of boxes.store.example.com')
    expect(seen.err).toMatch(/the verb list is missing on .*boxes\.store\.example\.com/)
    const report = await typed.json('--counts', '--as', 'ann')
    expect(mismatches(report, schema('inspection'))).toEqual([])
  }, 60_000)

  test('a server of another API: inspected, explained, missed', async () => {
    const weather = await openAggregatedServer('weather.default.svc')
    await create('/api/v1/namespaces/default/services', {
      metadata: { name: 'weather' },
      spec: { type: 'ExternalName', externalName: 'localhost' },
    })
    const service = { namespace: 'default', name: 'weather', port: weather.port }
    const name = `v1.${aggregatedGroup}`
    const caBundle = Buffer.from(weather.ca).toString('base64')
    const spec = { group: aggregatedGroup, version: 'v1', groupPriorityMinimum: 100, versionPriority: 10, caBundle }
    await create('/apis/apiregistration.k8s.io/v1/apiservices', { metadata: { name }, spec: { ...spec, service } })
    await typed.until(name)
    expect((await typed.crd('inspect')).out).toMatch(
      /\nv1\.weather\.example\.com +default\/weather +Available +<none> /,
    )
    for (let i = 0; i < 50; i++) {
      if ((await client.request('GET', `/openapi/v3/apis/${aggregatedGroup}/v1`)).status === 200) break
      await sleep(200)
    }
    expect((await typed.crd('explain', 'fc.spec')).out).toContain('The city to look at.')
    const page = await typed.crd('inspect', 'forecasts')
    expect(page.err).toMatch(/^Note: forecasts\.weather\.example\.com has no CRD/)
    expect(page.out).toContain('Served by:   default/weather (v1.weather.example.com: Available)')

    await weather.close()
    const [down] = await typed.until(name, 'CRD4020')
    expect(down!.message).toMatch(/^does not answer: /)
    await typed.shell(down!.next)
    await weather.open()
    await typed.until(name)
    await weather.close()
  }, 120_000)
})
