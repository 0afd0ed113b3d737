import { expect, test } from '@jest/globals'
import { ownersOf } from '../../src/explain/owners.ts'
import { type Dict, fromPlain } from '../../src/model/value.ts'

const spec = {
  ports: [
    { name: 'http', protocol: 'TCP', number: 80 },
    { name: 'dns', protocol: 'UDP' },
  ],
  set: ['a', 'b', 'ü "x"', 1, 2.5, true],
  atomic: [{ a: 1 }],
  indexed: ['x', 'y'],
  labels: { 'a.b/c': 'd' },
  whole: { a: { b: 1 } },
}

const applied = {
  manager: 'kubectl',
  operation: 'Apply',
  fieldsV1: {
    'f:metadata': { 'f:labels': { 'f:app': {} } },
    'f:spec': {
      'f:ports': {
        'k:{"protocol":"TCP","name":"http"}': { '.': {}, 'f:name': {}, 'f:number': {} },
        'k:{"name":"dns","protocol":"UDP"}': { 'f:name': {} },
        'k:not json': { '.': {} },
      },
      'f:set': { 'v:"a"': {}, 'v:"ü \\"x\\""': {}, 'v:1': {}, 'v:2.5': {}, 'v:true': {}, 'v:{': {} },
      'f:atomic': {},
      'f:indexed': { 'i:1': {} },
      'f:labels': { '.': {}, 'f:a.b/c': {} },
      'f:whole': {},
    },
  },
}
const updated = {
  manager: 'controller',
  operation: 'Update',
  subresource: 'status',
  fieldsV1: { 'f:spec': { 'f:ports': { 'k:{"name":"http","protocol":"TCP"}': { 'f:number': {} } } }, 'f:status': {} },
}
const odd = [{}, { manager: 1, fieldsV1: { 'f:spec': {} } }, { manager: 'none', fieldsV1: 'x' }, 'x', null]

function owners(path: (string | number)[], managedFields: unknown = [applied, updated, ...odd]): string[] | undefined {
  return ownersOf(fromPlain({ metadata: { managedFields }, spec, status: { x: 1 } }) as Dict)?.of(path)
}

test.each<[(string | number)[], string[]]>([
  [
    ['spec', 'ports', 0, 'number'],
    ['kubectl', 'controller (status)'],
  ],
  [['spec', 'ports', 0, 'name'], ['kubectl']],
  [['spec', 'ports', 0, 'protocol'], []],
  [['spec', 'ports', 0], ['kubectl']],
  [['spec', 'ports', 1], []],
  [['spec', 'ports', 1, 'name'], ['kubectl']],
  [['spec', 'ports', 2], []],
  [['spec', 'ports'], []],
  [['spec', 'set', 0], ['kubectl']],
  [['spec', 'set', 1], []],
  [['spec', 'set', 2], ['kubectl']],
  [['spec', 'set', 3], ['kubectl']],
  [['spec', 'set', 4], ['kubectl']],
  [['spec', 'set', 5], ['kubectl']],
  [['spec', 'atomic', 0, 'a'], ['kubectl']],
  [['spec', 'indexed', 0], []],
  [['spec', 'indexed', 1], ['kubectl']],
  [['spec', 'labels'], ['kubectl']],
  [['spec', 'labels', 'a.b/c'], ['kubectl']],
  [['spec', 'whole', 'a', 'b'], ['kubectl']],
  [['status', 'x'], ['controller (status)']],
  [['spec', 'none'], []],
  [['spec', 'none', 'below'], []],
  [['metadata', 'labels', 'app'], ['kubectl']],
  [[], []],
])('%j is owned by %j', (path, expected) => expect(owners(path)).toEqual(expected))

test.each([[null], [[]], ['x'], [{}]])('managedFields %j are none', (managedFields) => {
  expect(owners(['spec'], managedFields)).toBeUndefined()
})

test('many items take no time', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `n${i}`)
  const entry = (prefix: (name: string) => string) => Object.fromEntries(names.map((name) => [prefix(name), {}]))
  const fieldsV1 = { 'f:list': entry((name) => `k:{"name":"${name}"}`), 'f:set': entry((name) => `v:"${name}"`) }
  const object = {
    metadata: { managedFields: [{ manager: 'm', fieldsV1 }] },
    list: names.map((name) => ({ name })),
    set: names,
  }
  const found = ownersOf(fromPlain(object) as Dict)!
  const start = performance.now()
  for (const [i] of names.entries()) {
    expect(found.of(['list', i])).toHaveLength(1)
    expect(found.of(['set', i])).toHaveLength(1)
  }
  expect(performance.now() - start).toBeLessThan(5000)
})
