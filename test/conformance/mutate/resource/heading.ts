import { type Dict, Float, fromPlain, isDict, newDict, type Value } from '../../../../src/model/value.ts'
import { isObject } from '../json.ts'
import { below, chance, pick, type Random } from '../random.ts'
import { rootSchemas } from '../schema-node.ts'
import type { Mutation } from './mutation.ts'
import { oddValue, texts } from './pools.ts'
import { put, read, type Slot, slots } from './slots.ts'

/** The metadata; made when there is none. */
function metadataOf(root: Dict): Dict {
  if (!isDict(root.metadata)) root.metadata = newDict()
  return root.metadata as Dict
}

const names: readonly string[] = [
  'a',
  'A',
  'a-b',
  'a.b',
  'a_b',
  '-a',
  'a-',
  'a/b',
  '..',
  '.',
  'a%b',
  '',
  ' ',
  'é',
  'x'.repeat(63),
  'x'.repeat(64),
  'x'.repeat(253),
  'x'.repeat(254),
  '1',
  'example.com/a',
  'Example.com/a',
  'a/b/c',
  '/a',
  'a/',
  'a\n',
]

function entries(random: Random): Value {
  const out = newDict()
  for (let i = below(random, 3); i >= 0; i--) out[pick(random, names)] = chance(random, 0.6) ? pick(random, names) : ''
  if (chance(random, 0.15)) out.odd = oddValue(random)
  return out
}

function owner(random: Random): Value {
  const out: Record<string, unknown> = { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '1' }
  for (let i = below(random, 3); i > 0; i--) {
    const key = pick(random, ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion', 'extra'])
    if (chance(random, 0.3)) delete out[key]
    else if (key === 'controller' || key === 'blockOwnerDeletion') out[key] = pick(random, [true, false, null, 'x'])
    else if (key === 'apiVersion') out[key] = pick(random, ['', 'v1', 'a/b', 'a/b/c', '/v1', 'apps/'])
    else if (key === 'kind') out[key] = pick(random, ['', 'Event', 'event', 'a b'])
    else out[key] = pick(random, ['', 'b', '2', null, 5])
  }
  return fromPlain(out)
}

/** A value of the metadata, mostly wrong; resourceVersion and uid are the server's business. */
function metadataValue(random: Random, key: string): Value {
  if (chance(random, 0.1)) return oddValue(random)
  switch (key) {
    case 'labels':
    case 'annotations':
      return entries(random)
    case 'ownerReferences': {
      const owners = Array.from({ length: 1 + below(random, 3) }, () => owner(random))
      if (chance(random, 0.3)) owners.push(owners[0]!)
      return owners
    }
    case 'finalizers':
      return Array.from({ length: 1 + below(random, 3) }, () =>
        pick(random, [...names, 'foregroundDeletion', 'orphan']),
      )
    case 'creationTimestamp':
    case 'deletionTimestamp':
      return pick<Value>(random, [
        null,
        '2020-01-01T00:00:00Z',
        '2020-01-01',
        '2020-13-01T00:00:00Z',
        '',
        '2020-01-01T00:00:00.5+01:00',
        5,
      ])
    case 'generation':
    case 'deletionGracePeriodSeconds':
      return pick<Value>(random, [0, 1, -1, 1.5, new Float(1), 2n ** 63n - 1n, 2 ** 63, '1', null])
    case 'managedFields':
      return fromPlain(
        structuredClone(
          pick(random, [[], [{}], [{ manager: 'a' }], [{ manager: 'a', operation: 'Apply', fieldsV1: {} }], 5, [5]]),
        ),
      )
    default:
      return pick<Value>(random, [...names, null, 5])
  }
}

const metadataKeys = [
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'creationTimestamp',
  'deletionTimestamp',
  'generation',
  'deletionGracePeriodSeconds',
  'managedFields',
  'name',
  'generateName',
  'selfLink',
  'extra',
  '',
]

function setting(...keys: string[]): Mutation {
  return (random, root) => {
    const key = pick(random, keys)
    metadataOf(root)[key] = metadataValue(random, key)
  }
}

/** Is it an object that stands for a whole resource? */
const isEmbedded = (slot: Slot) => slot.schema?.['x-kubernetes-embedded-resource'] === true && isDict(read(slot))

/** Mutations of what every object has: metadata, apiVersion, kind, status; the embedded ones included. */
export const heading: Readonly<Record<string, Mutation>> = {
  labels: setting('labels'),
  annotations(random, root) {
    const annotations = entries(random)
    if (chance(random, 0.05)) (annotations as Dict).big = 'x'.repeat(262144 - below(random, 8))
    metadataOf(root).annotations = annotations
  },
  owners: setting('ownerReferences'),
  finalizers: setting('finalizers'),
  'system metadata': setting(...metadataKeys.filter((key) => key.endsWith('stamp') || /^[gdms]/.test(key))),
  'metadata field': setting(...metadataKeys, ...texts.slice(0, 4)),
  metadata(random, root) {
    root.metadata = pick<Value>(random, [oddValue(random), fromPlain({ name: 'a' }), newDict(), 5, [], 'x'])
  },
  name(random, root) {
    const metadata = metadataOf(root)
    metadata.name = pick(random, names)
    if (chance(random, 0.2)) delete metadata.name
  },
  'generate name'(random, root) {
    const metadata = metadataOf(root)
    delete metadata.name
    metadata.generateName = pick(random, [...names, 'a-', 'x'.repeat(60), 5, null])
    if (chance(random, 0.2)) metadata.name = ''
  },
  namespace(random, root) {
    metadataOf(root).namespace = pick<Value>(random, ['default', 'other', '', null, 5])
  },
  version(random, root, { crd }) {
    const spec = isObject(crd.spec) ? crd.spec : {}
    const all = Array.isArray(spec.versions) ? spec.versions : []
    const version = pick(random, all)
    if (isObject(version)) root.apiVersion = `${String(spec.group)}/${String(version.name)}`
  },
  status(random, root, { schema }) {
    const properties = isObject(schema.properties) ? schema.properties : {}
    const known = properties.status
    root.status = pick<() => Value>(random, [
      () => newDict(),
      () => null,
      () => oddValue(random),
      () => fromPlain({ conditions: [{ type: 'Ready', status: 'True' }], replicas: -1, observedGeneration: 1 }),
    ])()
    if (!known && chance(random, 0.5)) delete root.status
  },
  replicas(random, root, { crd }) {
    const paths = rootSchemas(crd).length > 0 ? scalePaths(crd) : []
    if (paths.length === 0) return
    const steps = pick(random, paths).split('.').slice(1)
    let into = root
    for (const step of steps.slice(0, -1)) {
      if (!isDict(into[step])) into[step] = newDict()
      into = into[step] as Dict
    }
    into[steps.at(-1)!] = pick<Value>(random, [-1, 0, 1, 2 ** 31 - 1, 2 ** 31, new Float(1), 1.5, 'a', null, {}])
  },
  embedded(random, root, { schema }) {
    const found = slots(root, schema).filter(isEmbedded)
    if (found.length === 0) return
    const slot = pick(random, found)
    const value = read(slot) as Dict
    const key = pick(random, ['apiVersion', 'kind', 'metadata', 'metadata', 'metadata'])
    const choice = below(random, 4)
    if (choice === 0) delete value[key]
    else if (key === 'metadata' && choice < 3) {
      const metadata = isDict(value.metadata) ? value.metadata : newDict()
      const field = pick(random, [...metadataKeys, 'namespace', 'name', 'resourceVersion', 'uid'])
      metadata[field] = metadataValue(random, field)
      value.metadata = metadata
    } else if (key === 'apiVersion') value.apiVersion = pick<Value>(random, ['', 'v1', 'a/b/c', '/', 'a/', null, 5])
    else if (key === 'kind') value.kind = pick<Value>(random, ['', 'pod', 'Pod', 'A_b', 'é', 'x'.repeat(64), null, 5])
    else put(slot, oddValue(random))
  },
}

function scalePaths(crd: object): string[] {
  const text = JSON.stringify(crd)
  return [...text.matchAll(/"(?:spec|status)ReplicasPath":"([^"]+)"/g)].map((match) => match[1]!)
}
