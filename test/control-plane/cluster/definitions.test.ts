import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { connect } from '../../../src/cluster/connect.ts'
import { type Definition, Definitions } from '../../../src/cluster/definitions/definitions.ts'
import { Discovery } from '../../../src/cluster/discovery/discovery.ts'
import { DiscoveryCache } from '../../../src/cluster/discovery/discovery-cache.ts'
import { fetchDiscovery } from '../../../src/cluster/discovery/fetch.ts'
import { resourceNamed } from '../../../src/cluster/discovery/resource-argument.ts'
import type { Discovered, Group, Resource } from '../../../src/cluster/discovery/types.ts'
import { readAccess } from '../../../src/cluster/kubeconfig/access.ts'
import type { Answer, Asked } from '../../../src/cluster/transport/answer.ts'
import { Transport } from '../../../src/cluster/transport/transport.ts'
import type { FieldDoc } from '../../../src/explain/doc.ts'
import { explain } from '../../../src/explain/explain.ts'
import { readManifests } from '../../../src/manifest/read.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { readCRD } from '../../../src/schema/crd.ts'
import { surroundings } from '../../cluster/surroundings.ts'
import { root } from '../../e2e/cli.ts'
import { Client } from '../client.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { installCRD } from '../install.ts'

const kitchenSink = `${root}../shared/kitchen-sink`
const files = [
  ...['crontab', 'zone'].map((name) => `${root}examples/${name}/crd.yaml`),
  ...(existsSync(kitchenSink)
    ? ['crd-sinks.yaml', 'crd-clustersinks.yaml'].map((name) => `${kitchenSink}/${name}`)
    : []),
]

/** A server of before 1.27, as far as discovery goes. */
class OldServer extends Transport {
  override request(asked: Asked): Promise<Answer> {
    return super.request({ ...asked, accept: 'application/json' })
  }
}

await describeWithOwnControlPlane('definitions of resources', {}, (server) => {
  let folder: string
  const open: Transport[] = []
  const names: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-definitions-'))
    const client = new Client(server())
    for (const file of files) {
      for (const { root: crd } of readManifests({ name: file, text: readFileSync(file, 'utf8') })) {
        const answer = await installCRD(client, marshal(crd!))
        expect(answer.status).toBe(201)
        names.push((answer.json as { metadata: { name: string } }).metadata.name)
      }
    }
    // What it publishes follows a moment later.
    for (const group of new Set(names.map((name) => name.slice(name.indexOf('.') + 1)))) {
      while ((await client.request('GET', `/openapi/v3/apis/${group}/v1`)).status !== 200) await sleep(100)
    }
    client.close()
  }, 60_000)
  afterAll(() => {
    for (const transport of open) transport.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function definitions(as?: string): { of(type: string): Promise<Definition>; transport: Transport } {
    const flags = { kubeconfig: server().kubeconfigPath, ...(as && { as, 'as-group': ['system:authenticated'] }) }
    const transport = connect(flags, surroundings())
    open.push(transport)
    const discovery = new Discovery(transport, new DiscoveryCache(folder, transport.access.host))
    const all = new Definitions(transport, discovery, folder)
    const of = async (type: string) => all.of((await discovery.find((known) => resourceNamed(known, type)))!.resource)
    return { of, transport }
  }

  test('a server of before aggregated discovery says the same', async () => {
    const { transport } = definitions()
    const access = readAccess({ kubeconfig: server().kubeconfigPath }, surroundings())
    const old = new OldServer(access, surroundings(), undefined)
    open.push(old)
    const [now, before] = [await fetchDiscovery(transport), await fetchDiscovery(old)]
    expect(now.groups.length).toBeGreaterThan(20)
    // Within a version each has an order of its own.
    expect(sorted(before)).toEqual(sorted(now))
  })

  function sorted({ groups, failed }: Discovered): unknown {
    const byName = (a: Resource, b: Resource) => (a.name < b.name ? -1 : 1)
    const versions = (group: Group) =>
      group.versions.map((each) => ({ ...each, resources: each.resources.toSorted(byName) }))
    return { groups: groups.map((group) => ({ ...group, versions: versions(group) })), failed }
  }

  test('who may read CRDs gets them', async () => {
    const { of } = definitions()
    for (const name of names) {
      const { document, instead } = await of(name)
      expect(instead).toBeUndefined()
      expect(readCRD(document)?.name).toBe(name)
    }
  })

  test('who may not gets what is published, and that says the same of the fields', async () => {
    const [admin, joe] = [definitions(), definitions('joe')]
    let count = 0
    for (const name of names) {
      const [full, published] = [await admin.of(name), await joe.of(name)]
      expect(published.instead).toBe('forbidden')
      expect(published.refusal?.hint).toBe(
        'the verb get on customresourcedefinitions.apiextensions.k8s.io is missing: kubectl auth can-i get customresourcedefinitions.apiextensions.k8s.io',
      )
      const [theirs, ours] = [fieldsOf(full), fieldsOf(published)]
      expect(ours).toEqual(theirs)
      count += theirs.length
    }
    expect(count).toBeGreaterThan(100)
  })

  /** Without metadata, where what a CRD says about the name is not published, and without places. */
  function fieldsOf({ document }: Definition): unknown[] {
    const crd = readCRD(document)!
    const explained = explain([crd], crd.names.plural, { recursive: true })
    if ('error' in explained) throw new Error(explained.error)
    const fields = explained.doc.fields.filter(({ path }) => !path.startsWith('metadata'))
    const plain = (key: string, value: unknown) =>
      key === 'place' ? undefined : typeof value === 'bigint' ? String(value) : value
    return (JSON.parse(JSON.stringify(fields, plain)) as FieldDoc[]).map(({ description, builtIn: _, ...doc }) => ({
      ...doc,
      // All have these, and the server has words of its own for them.
      ...(!['apiVersion', 'kind'].includes(doc.name) && { description }),
    }))
  }

  test('kinds of Kubernetes are published too, and kept until they change', async () => {
    const { of, transport } = definitions('joe')
    const { document, instead } = await of('deployments')
    expect(instead).toBe('built-in')
    const crd = readCRD(document)!
    const field = explain([crd], 'deploy.spec.template.spec.containers.ports.protocol')
    expect('doc' in field && field.doc.field).toMatchObject({
      type: 'string',
      default: 'TCP',
      enum: ['SCTP', 'TCP', 'UDP'],
    })
    const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('apis_apps_v1'),
    )
    expect(kept).toHaveLength(1)
    const again = definitions('joe')
    const answers: number[] = []
    const { request } = again.transport
    again.transport.request = async (asked: Asked) => {
      const answer = await request.call(again.transport, asked)
      answers.push(answer.status)
      return answer
    }
    expect(readCRD((await again.of('deployments')).document)?.versions).toHaveLength(1)
    expect(answers).toEqual([304])
    expect(transport.access.host).toContain('https://')
  })
})
