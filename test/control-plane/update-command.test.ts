import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { crd } from '../e2e/cli.ts'
import { type Answer, Client } from './client.ts'
import { describeWithControlPlane } from './describe.ts'
import { installCRD, uninstallCRD } from './install.ts'

type Data = Record<string, unknown>

const group = 'update.kubectl-crd.example.com'
const name = `gizmos.${group}`
const crdPath = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`
const path = `/apis/${group}/v1/namespaces/default/gizmos/one`

function definition(spec: Data, status: Data): Data {
  const properties = { spec: { type: 'object', properties: spec }, status: { type: 'object', properties: status } }
  const schema = { openAPIV3Schema: { type: 'object', properties } }
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: 'gizmos', kind: 'Gizmo' },
      versions: [{ name: 'v1', served: true, storage: true, schema, subresources: { status: {} } }],
    },
  }
}

const loose = definition(
  { size: { type: 'integer' }, name: { type: 'string' }, list: { type: 'array', items: { type: 'string' } } },
  { ready: { type: 'integer' }, phase: { type: 'string' } },
)
const rules = [{ rule: 'self == oldSelf', message: 'name is immutable' }]
const tight = definition(
  {
    size: { type: 'integer', maximum: 10 },
    name: { type: 'string', maxLength: 3, 'x-kubernetes-validations': rules },
    list: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
    color: { type: 'string', default: 'red', enum: ['red', 'blue'] },
  },
  { ready: { type: 'integer', maximum: 3 }, phase: { type: 'string', enum: ['Up', 'Down'] } },
)

const gizmo = (spec: Data, more: Data = {}): Data => ({
  apiVersion: `${group}/v1`,
  kind: 'Gizmo',
  metadata: { name: 'one', namespace: 'default' },
  spec,
  ...more,
})
const oldSpec = { size: 40, name: 'long-name', list: ['a', 'a'] }

await describeWithControlPlane('validate --old', (server) => {
  let client: Client
  let folder: string
  let oldCRD: Data
  let old: Data

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-update-'))
    client = new Client(server())
    expect(await installCRD(client, JSON.stringify(loose))).toMatchObject({ status: 201 })
    const created = await client.request('POST', path.replace(/\/one$/, ''), gizmo(oldSpec))
    expect(created).toMatchObject({ status: 201 })
    const withStatus = { ...(created.json as Data), status: { ready: 9, phase: 'Odd' } }
    expect(await client.request('PUT', `${path}/status`, withStatus)).toMatchObject({ status: 200 })
    oldCRD = (await client.request('GET', crdPath)).json as Data
    expect(await put(crdPath, tight, oldCRD)).toMatchObject({ status: 200 })
    // The new schema counts a moment later.
    const refused = async () => (await dryRun(path, gizmo({ ...oldSpec, size: 41 }), await get(path))).status === 422
    for (let i = 0; i < 100 && !(await refused()); i++) await sleep(50)
    old = await get(path)
  }, 60_000)
  afterAll(async () => {
    await uninstallCRD(client, name)
    client.close()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  const get = async (at: string) => (await client.request('GET', at)).json as Data
  const put = (at: string, object: Data, stored: Data, query = '') => {
    const { resourceVersion } = stored.metadata as Data
    return client.request('PUT', at + query, { ...object, metadata: { ...(object.metadata as Data), resourceVersion } })
  }
  const dryRun = (at: string, object: Data, stored: Data) =>
    put(at, object, stored, '?dryRun=All&fieldValidation=Strict')

  function ours(object: Data, stored: Data, ...words: string[]) {
    const file = (what: string, data: Data) => {
      writeFileSync(join(folder, `${what}.json`), JSON.stringify(data))
      return join(folder, `${what}.json`)
    }
    const paths = ['-f', file('new', object), '--old', file('old', stored), '--crds', file('crd', tight)]
    const { out } = crd(['validate', ...paths, '--print-stored', '--advice', 'none', '-o', 'json', ...words])
    return JSON.parse(out).results[0] as { findings: Data[]; stored: Data | null }
  }

  function same(theirs: Answer, { findings, stored }: ReturnType<typeof ours>, compareStored = true): void {
    const { details, metadata } = theirs.json as { details?: { causes?: Data[] }; metadata: Data }
    const text = ({ field, reason, message }: Data) => `${field} | ${reason} | ${message}`
    const of = (severity: string) => findings.filter((each) => each.severity === severity)
    // Strict decoding is answered with 400 and a sentence, without causes.
    if (theirs.status === 400) {
      expect(of('error').map(({ reason }) => reason)).toEqual(['UnknownField'])
      expect(theirs.text).toContain(JSON.stringify(of('error')[0]!.message).slice(1, -1))
      return
    }
    expect(of('error').map(text).sort()).toEqual((details?.causes ?? []).map(text).sort())
    expect(of('warning').map(({ message }) => message)).toEqual(theirs.warnings)
    expect(stored !== null).toBe(theirs.status === 200)
    if (stored === null || !compareStored) return
    for (const key of ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'generation'])
      delete metadata[key]
    expect(stored).toEqual(theirs.json)
  }

  test.each<[what: string, object: Data]>([
    ['nothing changed', gizmo(oldSpec)],
    ['what was broken changed', gizmo({ ...oldSpec, size: 41 })],
    ['an immutable field changed', gizmo({ ...oldSpec, name: 'new' })],
    ['an immutable field removed', gizmo({ size: 40 })],
    ['another field added', gizmo({ ...oldSpec, color: 'blue' })],
    ['another field wrong', gizmo({ ...oldSpec, color: 'green' })],
    ['items of a set that was none', gizmo({ ...oldSpec, list: ['b', 'b'] })],
    ['an unknown field', gizmo({ ...oldSpec, colour: 'blue' })],
    ['a status that does not count', gizmo(oldSpec, { status: { ready: 100 } })],
    ['labels', gizmo(oldSpec, { metadata: { name: 'one', namespace: 'default', labels: { a: '-' } } })],
  ])('the resource: %s', async (_what, object) => {
    same(await dryRun(path, object, old), ours(object, old))
  })
  test.each<[what: string, object: Data]>([
    ['nothing changed', gizmo({}, { status: { ready: 9, phase: 'Odd' } })],
    ['one of two changed', gizmo({}, { status: { ready: 8, phase: 'Odd' } })],
    ['mended', gizmo({}, { status: { ready: 1, phase: 'Up' } })],
    ['removed', gizmo({})],
    ['unknown field', gizmo({}, { status: { redy: 1 } })],
  ])('the status: %s', async (_what, object) => {
    same(await dryRun(`${path}/status`, object, old), ours(object, old, '--subresource', 'status'))
  })
  test.each<[what: string, change: (spec: Data) => unknown]>([
    ['tightened', () => {}],
    ['scope', (spec) => (spec.scope = 'Cluster')],
    ['kind', (spec) => (spec.names = { plural: 'gizmos', kind: 'Gadget' })],
    ['versions', ({ versions }) => Object.assign((versions as Data[])[0]!, { name: 'v2' })],
  ])('the CRD: %s', async (_what, change) => {
    const object = structuredClone(tight)
    change(object.spec as Data)
    // The server prints a CRD with its conditions; ours is without status.
    same(await dryRun(crdPath, object, await get(crdPath)), ours(object, oldCRD), false)
  })
})
