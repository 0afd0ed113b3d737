import { isObject, type JSONObject, type JSONValue, listAt, objectAt } from './json.ts'
import { below, chance, pick, type Random } from './random.ts'

type Mutation = (random: Random, crd: JSONObject) => void

const labels = ['a', 'A', 'a-b', '-a', 'a.b', '1a', '', 'a_b', 'x'.repeat(64), 'ä', 'foos']
const paths = [
  '',
  '.',
  '.spec.a',
  '.status.a',
  'spec.a',
  '.spec',
  '.metadata.name',
  ".spec['a']",
  '.spec[0]',
  '.spec.a.b',
  '..',
]

function spec(crd: JSONObject): JSONObject {
  return objectAt(crd, 'spec')
}

function versions(crd: JSONObject): JSONObject[] {
  return listAt(spec(crd), 'versions').filter(isObject)
}

/** A version; all of them are changed alike in half of the cases, so that what they share is judged too. */
function onVersions(change: (random: Random, version: JSONObject, crd: JSONObject) => void): Mutation {
  return (random, crd) => {
    const all = versions(crd)
    if (all.length === 0) return
    const first = pick(random, all)
    change(random, first, crd)
    if (!chance(random, 0.5)) return
    for (const version of all) {
      if (version === first) continue
      for (const key of ['subresources', 'additionalPrinterColumns', 'selectableFields', 'deprecated']) {
        if (first[key] === undefined) delete version[key]
        else version[key] = structuredClone(first[key]!)
      }
    }
  }
}

/** Mutations of the definition outside of its schemas. */
export const definition: Record<string, Mutation> = {
  names(random, crd) {
    const names = objectAt(spec(crd), 'names')
    const key = pick(random, ['plural', 'singular', 'kind', 'listKind', 'shortNames', 'categories'])
    if (key === 'shortNames' || key === 'categories') names[key] = [pick(random, labels), pick(random, labels)]
    else if (chance(random, 0.3)) delete names[key]
    else names[key] = key === 'listKind' && chance(random, 0.3) ? (names.kind ?? '') : pick(random, labels)
  },
  group(random, crd) {
    spec(crd).group = pick(random, [
      '',
      'example',
      'example.com',
      'Example.com',
      '-a.b',
      'x.k8s.io',
      'k8s.io',
      'a.kubernetes.io',
    ])
  },
  scope(random, crd) {
    if (chance(random, 0.3)) delete spec(crd).scope
    else spec(crd).scope = pick(random, ['Cluster', 'Namespaced', 'namespaced', ''])
  },
  name(random, crd) {
    const metadata = objectAt(crd, 'metadata')
    if (chance(random, 0.4)) delete metadata.name
    else metadata.name = pick(random, ['a', 'a.b', 'A', '', 'x'.repeat(260), 'a b'])
    if (chance(random, 0.4)) metadata.generateName = pick(random, ['a', 'A-', 'foos.', 'x-'])
  },
  metadata(random, crd) {
    const metadata = objectAt(crd, 'metadata')
    const values: [string, JSONValue[]][] = [
      ['labels', [{ a: 'b' }, { 'a b': 'c' }, { a: '-' }, { 'x/y/z': '' }, { '/a': '1' }, { a: 1 }, { a: null }, []]],
      ['annotations', [{ 'A/b': 'c' }, { '': '' }, { ä: '' }, { a: true }]],
      ['finalizers', [['a'], ['a b'], ['orphan', 'foregroundDeletion'], ['example.com/a'], [''], [1]]],
      ['ownerReferences', [[{}], [{ apiVersion: 'v1', kind: 'Event', name: 'a', uid: 'b' }], [{ foo: 1 }]]],
      ['namespace', ['default', '']],
      ['generation', [5, -1, 'a', 1.5]],
      ['creationTimestamp', [null, 'x', '2020-01-01T00:00:00Z', '2020-13-01T00:00:00Z', '2020-01-01T00:00:00', 5]],
      ['deletionGracePeriodSeconds', [1, 'a']],
    ]
    const [key, list] = pick(random, values)
    metadata[key] = structuredClone(pick(random, list))
  },
  approval(random, crd) {
    if (chance(random, 0.7)) spec(crd).group = 'x.k8s.io'
    const key = 'api-approved.kubernetes.io'
    const annotations = objectAt(objectAt(crd, 'metadata'), 'annotations')
    annotations[key] = pick(random, ['', 'https://a.b/c', 'unapproved', 'approved', '/a', 'http:a', 'https://'])
  },
  versions(random, crd) {
    const list = listAt(spec(crd), 'versions')
    const choice = below(random, 6)
    const version = list.length > 0 ? pick(random, list) : undefined
    if (choice === 0 && version) list.push(structuredClone(version))
    else if (choice === 1) list.splice(below(random, list.length + 1), 1)
    else if (choice === 2) spec(crd).versions = []
    else if (choice === 3) list.push({ name: 'v9', served: true, storage: false })
    else if (isObject(version)) {
      const added = structuredClone(version)
      added.name = 'v7'
      added.storage = false
      list.push(added)
    }
  },
  version: onVersions((random, version) => {
    const values: [string, JSONValue[]][] = [
      ['name', ['v1', 'V1', '', '1', 'v1.1', 'x'.repeat(70)]],
      ['storage', [true, false]],
      ['served', [true, false]],
      ['deprecated', [true, false]],
      ['deprecationWarning', ['', 'old', 'a\u0000b', 'a\nb', 'x'.repeat(257), 'é\u200b', 'a<b']],
      ['schema', [{}, { openAPIV3Schema: null }, { openAPIV3Schema: {} }, null]],
    ]
    const [key, list] = pick(random, values)
    version[key] = structuredClone(pick(random, list))
    if (key === 'deprecationWarning' && chance(random, 0.7)) version.deprecated = true
  }),
  conversion(random, crd) {
    const conversion: JSONObject = { strategy: pick(random, ['None', 'Webhook', 'Webhook', 'webhook', '']) }
    spec(crd).conversion = conversion
    if (chance(random, 0.15)) return
    const webhook: JSONObject = {}
    conversion.webhook = webhook
    const reviews: JSONValue[] = [[], ['v1'], ['v1beta1'], ['v2'], ['v1', 'v1'], ['V1', 'v1'], null]
    if (chance(random, 0.9)) webhook.conversionReviewVersions = structuredClone(pick(random, reviews))
    if (chance(random, 0.1)) return
    const config: JSONObject = {}
    webhook.clientConfig = config
    if (chance(random, 0.4)) config.url = pick(random, urls)
    if (chance(random, 0.6)) {
      config.service = pick<JSONObject>(random, [
        {},
        { name: 'a', namespace: 'b' },
        { name: 'a' },
        { namespace: 'b', port: 0 },
        { name: 'a', namespace: 'b', port: 70000, path: 'x' },
        { name: 'a', namespace: 'b', path: pick(random, ['/', '//', '/a//b', '/a/', '/A/b', '', '/a b']) },
        { name: 'a', namespace: 'b', port: 3e9 },
      ])
    }
    if (chance(random, 0.3)) config.caBundle = pick(random, ['', 'YQ==', 'YQ', '!', 'Y\nQ==', 'YQ==YQ=='])
  },
  columns: onVersions((random, version) => {
    listAt(version, 'additionalPrinterColumns').push(
      pick<() => JSONObject>(random, [
        () => ({}),
        () => ({
          name: 'A',
          type: pick(random, ['string', 'date', 'object', '', 'String']),
          jsonPath: pick(random, paths),
        }),
        () => ({ name: '', type: 'integer', format: pick(random, ['int32', 'foo', '']), jsonPath: '.a' }),
        () => ({
          name: 'A',
          type: 'string',
          jsonPath: '.a',
          priority: pick<JSONValue>(random, [1, -1, 3e9, 'a', 1.5]),
        }),
        () => ({ name: 'A', type: 'string', JSONPath: '.a' }),
      ])(),
    )
  }),
  scale: onVersions((random, version) => {
    const subresources = objectAt(version, 'subresources')
    if (chance(random, 0.3)) subresources.status = {}
    const scale = objectAt(subresources, 'scale')
    for (const key of ['specReplicasPath', 'statusReplicasPath', 'labelSelectorPath']) {
      if (chance(random, 0.7)) scale[key] = pick(random, paths)
    }
  }),
  status: onVersions((random, version) => {
    const values: JSONValue[] = [{ status: {} }, {}, null, { status: null }, { status: { a: 1 } }, { scale: {} }]
    version.subresources = structuredClone(pick(random, values))
  }),
  'selectable fields': onVersions((random, version) => {
    const fields = listAt(version, 'selectableFields')
    const schema =
      isObject(version.schema) && isObject(version.schema.openAPIV3Schema) ? version.schema.openAPIV3Schema : {}
    for (let i = below(random, 12); i >= 0; i--) {
      const known = fieldPath(random, schema)
      fields.push({ jsonPath: chance(random, 0.7) && known ? known : pick(random, paths) })
    }
  }),
  'preserve unknown fields'(random, crd) {
    spec(crd).preserveUnknownFields = pick<JSONValue>(random, [true, false, null, 'true'])
  },
  'crd status'(random, crd) {
    crd.status = pick<JSONValue>(random, [
      {},
      { storedVersions: ['v0'] },
      { conditions: null, acceptedNames: { kind: '', plural: '' }, storedVersions: [] },
      { acceptedNames: { kind: '-' } },
      { conditions: [{ type: 'Established', status: 'False' }] },
      { conditions: [{ lastTransitionTime: 'x' }] },
      { foo: 1 },
    ])
  },
}

const urls = [
  'https://a.b/c',
  'http://a.b',
  'https://',
  'https://u:p@a.b',
  'https://a.b?x=y',
  'https://a.b#f',
  'https://a.b#%zz',
  'a.b/c',
  ':',
  '',
  'https://a b/',
  'https://[::1]:80',
  'https://[::1',
  '//a.b',
  'https://a:b',
  'a:b/c',
  'x/a:b',
  'https://u@x y@a.b/#a b',
  'https://a.b/%zz',
]

/** The path of some field that the schema has. */
function fieldPath(random: Random, root: JSONObject): string | undefined {
  let schema = root
  let path = ''
  while (isObject(schema.properties) && Object.keys(schema.properties).length > 0) {
    const name = pick(random, Object.keys(schema.properties))
    const child = schema.properties[name]
    path += `.${name}`
    if (!isObject(child)) break
    schema = child
  }
  return path === '' ? undefined : path
}
