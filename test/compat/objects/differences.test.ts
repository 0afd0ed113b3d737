import { describe, expect, test } from '@jest/globals'
import { differences } from '../../../src/compat/objects/differences.ts'
import { ownersOf } from '../../../src/compat/objects/owners.ts'
import { type Dict, Float, fromPlain } from '../../../src/model/value.ts'
import { Schema } from '../../../src/schema/schema.ts'

const schema = new Schema(
  fromPlain({
    type: 'object',
    properties: {
      replicas: { type: 'integer', default: 1 },
      secret: { type: 'string', format: 'password' },
      hosts: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
      args: { type: 'array', items: { type: 'string' } },
      login: { type: 'object', properties: { secret: { type: 'string', format: 'password' } } },
      ports: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['port', 'protocol'],
        items: {
          type: 'object',
          properties: {
            port: { type: 'integer' },
            protocol: { type: 'string', default: 'TCP' },
            name: { type: 'string' },
          },
        },
      },
    },
  }) as Dict,
)
const dict = (plain: object) => fromPlain(plain) as Dict

interface Case {
  before: object
  after: object
  said?: object
  saidBefore?: object
  expected?: object
}

function told(
  { before, after, said = after, saidBefore, expected = after }: Case,
  managedFields: object[] = [],
): string[] {
  const owners = ownersOf(dict({ metadata: { managedFields } }))
  return differences({
    before: dict(before),
    after: dict(after),
    said: dict(said),
    saidBefore: saidBefore && dict(saidBefore),
    expected: dict(expected),
    schema,
    owners,
    you: 'me',
  }).map(
    ({ path, before, after, by, owners }) =>
      `${path} ${JSON.stringify(before)}→${JSON.stringify(after)} ${[by, ...owners].join(' ')}`,
  )
}

describe('lists', () => {
  test.each<[string, Case, string[]]>([
    ['a set has no order', { before: { hosts: ['a', 'b'] }, after: { hosts: ['b', 'a'] } }, []],
    [
      'items of a set come and go',
      { before: { hosts: ['a', 'b'] }, after: { hosts: ['c', 'a'] }, saidBefore: { hosts: ['a', 'b'] } },
      ['hosts[="b"] "b"→undefined yours', 'hosts[="c"] undefined→"c" yours'],
    ],
    [
      'items of a map are known by all keys, with their defaults',
      {
        before: {
          ports: [
            { port: 1, protocol: 'TCP', name: 'a' },
            { port: 1, protocol: 'UDP', name: 'b' },
          ],
        },
        after: {
          ports: [
            { port: 1, protocol: 'UDP', name: 'b' },
            { port: 1, protocol: 'TCP', name: 'c' },
          ],
        },
        said: { ports: [{ port: 1, name: 'c' }] },
      },
      ['ports[port=1,protocol=TCP].name "a"→"c" yours'],
    ],
    [
      'what is there twice is compared by its place',
      { before: { hosts: ['a', 'a'] }, after: { hosts: ['a'] } },
      ['hosts[1] "a"→undefined yours'],
    ],
    [
      'others by what stays around the change',
      { before: { args: ['a', 'b', 'c'] }, after: { args: ['a', 'x', 'y', 'c'] } },
      ['args[1] "b"→"x" yours', 'args[2] undefined→"y" yours'],
    ],
  ])('%s', (_, views, expected) => expect(told(views)).toEqual(expected))
})

describe('who makes it differ', () => {
  test.each<[string, Case, string[]]>([
    ['the file', { before: { replicas: 1 }, after: { replicas: 2 } }, ['replicas 1→2 yours']],
    [
      'the file no longer says it, and the default is back',
      { before: { replicas: 2 }, after: { replicas: 1 }, said: {}, saidBefore: { replicas: 2 } },
      ['replicas 2→1 defaulted'],
    ],
    [
      'the file no longer says it',
      { before: { args: ['a'] }, after: {}, saidBefore: { args: ['a'] } },
      ['args ["a"]→undefined yours'],
    ],
    ['a default', { before: {}, after: { replicas: 1 }, said: {} }, ['replicas undefined→1 defaulted']],
    [
      'a webhook that adds',
      { before: {}, after: { args: ['x'] }, said: {}, expected: {} },
      ['args undefined→["x"] server'],
    ],
    [
      'a webhook that changes what the file says',
      { before: { replicas: 1 }, after: { replicas: 9 }, said: { replicas: 2 }, expected: { replicas: 2 } },
      ['replicas 1→9 server'],
    ],
  ])('%s', (_, views, expected) => expect(told(views)).toEqual(expected))
})

test('owners are those of the field, of an item by its keys, of what holds it as a whole; not oneself', () => {
  const managedFields = [
    { manager: 'me', fieldsV1: { 'f:replicas': {}, 'f:args': {} } },
    { manager: 'scaler', fieldsV1: { 'f:replicas': {} } },
    { manager: 'lister', fieldsV1: { 'f:args': {}, 'f:hosts': { 'v:"a"': {} } } },
    { manager: 'porter', fieldsV1: { 'f:ports': { 'k:{"port":1,"protocol":"TCP"}': { '.': {}, 'f:name': {} } } } },
  ]
  const before = {
    replicas: 1,
    args: ['a'],
    hosts: ['a', 'b'],
    ports: [
      { port: 1, protocol: 'TCP', name: 'a' },
      { port: 2, name: 'a' },
    ],
  }
  const after = {
    replicas: 2,
    args: ['b'],
    hosts: [],
    ports: [
      { port: 1, protocol: 'TCP', name: 'b' },
      { port: 2, name: 'b' },
    ],
  }
  expect(told({ before, after, saidBefore: before }, managedFields)).toEqual([
    'args[0] "a"→"b" yours lister',
    'hosts[="a"] "a"→undefined yours lister',
    'hosts[="b"] "b"→undefined yours',
    'ports[port=1,protocol=TCP].name "a"→"b" yours porter',
    'ports[port=2,protocol=TCP].name "a"→"b" yours',
    'replicas 1→2 yours scaler',
  ])
})

test('what is secret is hidden, at its place and within what comes or goes', () => {
  expect(told({ before: { secret: 'a' }, after: { secret: 'b' } })).toEqual([
    'secret "*** (before)"→"*** (after)" yours',
  ])
  expect(told({ before: {}, after: { login: { secret: 'b' } } })).toEqual(['login undefined→{"secret":"***"} yours'])
})

test('1.0 is 1, and odd names are quoted', () => {
  expect(told({ before: { x: 1 }, after: { x: 1 } })).toEqual([])
  const views = { said: undefined, saidBefore: undefined, expected: undefined, schema: undefined, owners: [], you: '' }
  const one = Object.assign(dict({}), { x: new Float(1) })
  expect(differences({ ...views, before: one, after: dict({ x: 1 }) })).toEqual([])
  const [found] = differences({ ...views, before: dict({ a: { 'b.c/d': 1 } }), after: dict({ a: { 'b.c/d': 2 } }) })
  expect(found?.path).toBe('a["b.c/d"]')
})
