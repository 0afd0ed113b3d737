import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { connect } from '../../../src/cluster/connect.ts'
import { Discovery } from '../../../src/cluster/discovery/discovery.ts'
import { DiscoveryCache } from '../../../src/cluster/discovery/discovery-cache.ts'
import { resourceExplained } from '../../../src/cluster/discovery/explain-argument.ts'
import { resourceNamed } from '../../../src/cluster/discovery/resource-argument.ts'
import { RestMapper } from '../../../src/cluster/discovery/rest-mapper.ts'
import { type Discovered, groupResource } from '../../../src/cluster/discovery/types.ts'
import type { Transport } from '../../../src/cluster/transport/transport.ts'
import { surroundings } from '../../cluster/surroundings.ts'
import { Client } from '../client.ts'
import { describeWithOwnControlPlane } from '../describe.ts'
import { installCRD } from '../install.ts'
import { clashing } from './clashing.ts'

/** As one types them behind `kubectl get`. */
const types = [
  ...['pods', 'pod', 'po', 'Pod', 'PODS', 'PO', 'Pods', 'pods.', 'pods.v1.', 'pods.v1', 'po.v1.'],
  ...[
    'pods.fake',
    'pods.fake.example.com',
    'po.fake.example.com',
    'po.fake',
    'fakepo',
    'fakepo.fake',
    'pods.v1.fake.example.com',
  ],
  ...[
    'Pod.fake.example.com',
    'Pod.v1.fake.example.com',
    'pod.v1.fake.example',
    'po.v1.fake.example.com',
    'pods.v2.fake.example.com',
  ],
  ...[
    'deployments',
    'deploy',
    'deployment.apps',
    'deployments.apps',
    'deployments.v1.apps',
    'deployments.apps.example.com',
    'deployments.apps.e',
  ],
  ...[
    'deploy.apps',
    'deploy.v1.apps',
    'Deployment',
    'Deployment.apps',
    'Deployment.v1.apps',
    'deployments.app',
    'deployments.extensions',
  ],
  ...[
    'crontabs',
    'crontab',
    'CronTab',
    'cronTab',
    'CRONTAB',
    'ct',
    'CT',
    'actab',
    'crontabs.stable',
    'crontabs.stable.example.com',
  ],
  ...[
    'crontabs.s',
    'crontabs.x',
    'ct.stable.example.com',
    'ct.stable',
    'ct.other',
    'ct.v1.stable.example.com',
    'ct.v1beta1.stable.example.com',
  ],
  ...[
    'crontabs.v1beta1.stable.example.com',
    'crontabs.v1beta1.stable',
    'crontabs.v1.stable.example.com',
    'crontabs.v2.stable.example.com',
  ],
  ...[
    'CronTab.stable.example.com',
    'CronTab.v1beta1.stable.example.com',
    'CronTab.stable',
    'crontab.stable.example.com',
    'tool',
    'CronTool',
  ],
  ...[
    'widgets',
    'gadget',
    'gadgets',
    'Thingy',
    'thingy',
    'thingies',
    'widgets.wide',
    'gadget.v1.wide.example.com',
    'Thingy.v1alpha1.wide.example.com',
  ],
  ...[
    'zones',
    'zone',
    'z',
    'zsingle',
    'Z',
    'z.net',
    'z.net.example.com',
    'specials',
    'spc',
    'spz',
    'specials.zzz',
    'specials.spec',
  ],
  ...[
    'all',
    'tabs',
    'events',
    'ev',
    'events.events.k8s.io',
    'events.v1.events.k8s.io',
    'ev.events.k8s.io',
    'hpa',
    'hpa.v1.autoscaling',
  ],
  ...[
    'horizontalpodautoscalers.v1.autoscaling',
    'crd',
    'crds',
    'customresourcedefinition',
    'sts',
    'cm',
    'componentstatuses',
    'cs',
  ],
  ...[
    'nothing',
    'nothing.at.all',
    '.',
    'a.b',
    'ns',
    'csr',
    'netpol',
    'storageclass.storage',
    'sc',
    'endpointslices',
    'ing',
    'jobs.batch',
  ],
]

/** As one types them behind `kubectl explain`. */
const arguments_ = [
  ...[
    'pods',
    'po.spec',
    'Pod.spec',
    'pods.fake.example.com',
    'pods.fake.example.com.spec',
    'pods.fake.example.com.spec.text',
    'fakepo.spec',
  ],
  ...[
    'crontabs',
    'crontab.spec',
    'ct',
    'ct.spec.text',
    'actab.spec',
    'crontabs.stable.example.com',
    'crontabs.stable.example.com.spec.text',
  ],
  ...[
    'CronTab',
    'cronTab.spec',
    'deployments',
    'deploy.spec',
    'deployments.apps.spec',
    'deployments.apps.example.com.spec',
    'widgets.spec',
  ],
  ...[
    'gadget.spec',
    'zones',
    'z.spec',
    'specials.zzz.example.com.spec',
    'specials',
    'spz.spec',
    'hpa.spec',
    'events',
    'cs',
    'crd.spec',
  ],
]

await describeWithOwnControlPlane('resources are found as kubectl finds them', {}, (server) => {
  let transport: Transport
  let folder: string
  let discovered: Discovered

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-resources-'))
    const client = new Client(server())
    for (const crd of clashing) expect((await installCRD(client, JSON.stringify(crd))).status).toBe(201)
    client.close()
    transport = connect({ kubeconfig: server().kubeconfigPath }, surroundings())
    // Its cache is filled before it is read.
    await kubectl('api-resources')
    const cache = new DiscoveryCache(folder, server().url)
    discovered = cache.read()!
  }, 60_000)
  afterAll(() => {
    transport.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function kubectl(...words: string[]): Promise<{ out: string; err: string; failed?: boolean }> {
    const env = { ...process.env, KUBECACHEDIR: folder, KUBECONFIG: server().kubeconfigPath }
    const run = promisify(execFile)(server().kubectl, words, { env })
    return run.then(
      ({ stdout, stderr }) => ({ out: stdout, err: stderr }),
      (error) => ({ out: String(error.stdout), err: String(error.stderr), failed: true }),
    )
  }

  const warningsIn = (err: string) => [
    ...new Set(Array.from(err.matchAll(/^Warning: (short name .*)$/gm), ([, text]) => text!)),
  ]

  test('what is served is read alike from the cache of kubectl and from the server', async () => {
    const cache = new DiscoveryCache(join(folder, 'ours'), server().url)
    const discovery = new Discovery(transport, cache)
    expect(await discovery.known()).toEqual(discovered)
    expect(cache.read()).toEqual(discovered)
    const { host } = new URL(server().url)
    expect(readdirSync(join(folder, 'ours', 'kubectl-crd', host.replace(':', '_')))).toEqual(['discovery.json'])
  })

  test(`${types.length} spellings of types mean what they mean to kubectl get`, async () => {
    const theirs: Record<string, unknown> = {}
    const ours: Record<string, unknown> = {}
    for (const type of types) {
      const { err } = await kubectl('get', type, '-v=6', '--ignore-not-found')
      const urls = Array.from(err.matchAll(/verb="GET" url="https:\/\/[^/]+([^"?]*)[^"]*"/g), ([, path]) => path!)
      const lists = urls.filter((path) => !/^\/(?:api(?:\/[^/]+)?|apis(?:\/[^/]+){0,2})$/.test(path))
      const said = /^error: (the server doesn't have a resource type .*)$/m.exec(err)?.[1]
      theirs[type] = said ?? { paths: lists, warnings: warningsIn(err) }
      ours[type] = answerToGet(type)
    }
    expect(ours).toEqual(theirs)
  }, 120_000)

  /** A category is taken before a resource is looked for. */
  function answerToGet(type: string): unknown {
    const category = new RestMapper(discovered).category(type)
    const named = category.length === 0 ? resourceNamed(discovered, type) : undefined
    if (category.length === 0 && !named)
      return `the server doesn't have a resource type ${JSON.stringify(type.split('.')[0])}`
    const all = named ? [named.resource] : category
    const paths = all.map(({ group, version, name, namespaced }) => {
      const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
      return `${base}${namespaced ? '/namespaces/default' : ''}/${name}`
    })
    return { paths, warnings: named?.warnings ?? [] }
  }

  test(`${arguments_.length} arguments of explain mean what they mean to kubectl explain`, async () => {
    const theirs: Record<string, unknown> = {}
    const ours: Record<string, unknown> = {}
    const refused: string[] = []
    for (const argument of arguments_) {
      const { out, err, failed } = await kubectl('explain', argument)
      if (failed) {
        refused.push(argument)
        continue
      }
      const [, group = '', kind, version] = /^(?:GROUP: +(\S+)\n)?KIND: +(\S+)\nVERSION: +(\S+)\n/.exec(out) ?? []
      theirs[argument] = { group, kind, version, warnings: warningsIn(err) }
      const named = resourceExplained(discovered, argument, undefined)
      const { resource, warnings } = named ?? {}
      ours[argument] = { group: resource?.group, kind: resource?.kind, version: resource?.version, warnings }
    }
    expect(ours).toEqual(theirs)
    // It takes their groups for fields.
    expect(refused).toEqual([
      'pods.fake.example.com',
      'pods.fake.example.com.spec',
      'pods.fake.example.com.spec.text',
      'deployments.apps.example.com.spec',
    ])
  }, 60_000)

  test.each([
    ['crontab.v1beta1.stable.example.com.spec', 'v1beta1 crontabs.stable.example.com'],
    ['crontabs.stable.spec', 'v1 crontabs.stable.example.com'],
    ['ct.stable.example.com.spec', 'v1 crontabs.stable.example.com'],
    ['ct.v1beta1.stable[0]', 'v1beta1 crontabs.stable.example.com'],
    ['ct.other/name', 'v1 crontools.other.example.com'],
    ['Thingy.v1alpha1.spec', 'v1alpha1 widgets.wide.example.com'],
    ['thingy.spec', 'v2 widgets.wide.example.com'],
    ['PO.fake.example.com', 'v1 pods.fake.example.com'],
    ['specials.spec.text', 'v1 specials.spec.example.com'],
    ['specials.spec.example.com.spec', 'v1 specials.spec.example.com'],
    ['specials.zzz.spec', 'v1 specials.zzz.example.com'],
    ['pods.fake.example.com.spec', 'v1 pods.fake.example.com'],
    ['deployments.apps.example.com.spec', 'v1 deployments.apps.example.com'],
    ['nothing.spec', undefined],
  ])('what kubectl explain refuses: %s', (argument, expected) => {
    const found = resourceExplained(discovered, argument, undefined)?.resource
    expect(found && `${found.version} ${groupResource(found)}`).toBe(expected)
  })

  test.each([
    ['crontabs', 'stable.example.com/v1beta1', 'v1beta1 crontabs.stable.example.com'],
    ['ct', 'v1alpha1', 'v1alpha1 crontabs.aaa.example.com'],
    ['po', 'fake.example.com/v1', 'v1 pods.fake.example.com'],
    ['po', 'v9', undefined],
  ])('--api-version: %s in %s', (argument, apiVersion, expected) => {
    const found = resourceExplained(discovered, argument, apiVersion)?.resource
    expect(found && `${found.version} ${groupResource(found)}`).toBe(expected)
  })

  test('what is not found is looked for again at the server, once', async () => {
    const cache = new DiscoveryCache(join(folder, 'stale'), server().url)
    cache.write({ groups: [], failed: [] })
    const discovery = new Discovery(transport, cache)
    let looks = 0
    const look = (argument: string) =>
      discovery.find((known) => {
        looks++
        return resourceNamed(known, argument)
      })
    expect((await look('ct'))?.resource.group).toBe('aaa.example.com')
    expect(await look('nothing')).toBeUndefined()
    expect(looks).toBe(3)
    expect(cache.read()?.groups.length).toBeGreaterThan(10)
  })
})
