import { expect, test } from '@jest/globals'
import { fromPlain } from '../../src/model/value.ts'
import { formatFieldPath } from '../../src/schema/field-step.ts'
import { Schema } from '../../src/schema/schema.ts'
import { rootNode, stepsOf, walk } from '../../src/schema/walk.ts'

function paths(schema: object, below = 'spec'): string[] {
  const root = rootNode(new Schema(fromPlain(schema) as Schema['raw']))
  return [...walk(root, (node) => !node.builtIn)]
    .map((node) => formatFieldPath(stepsOf(node)))
    .filter((path) => path.startsWith(below))
}
const spec = (schema: object) => ({ type: 'object', properties: { spec: schema } })

test('every place of a schema, lists and maps named', () => {
  const schema = {
    properties: { b: { items: { items: { type: 'string' } } }, a: { additionalProperties: { properties: { c: {} } } } },
  }
  expect(paths(spec(schema))).toEqual(['spec', 'spec.a', 'spec.a.*', 'spec.a.*.c', 'spec.b', 'spec.b[]', 'spec.b[][]'])
})

test('what only a branch declares is there too, and said to be', () => {
  const schema = {
    oneOf: [{ properties: { a: {} } }, { anyOf: [{ properties: { b: {} } }] }],
    allOf: [{ properties: { c: {} } }],
  }
  expect(paths(spec(schema))).toEqual(['spec', 'spec.a', 'spec.b', 'spec.c'])
  const root = rootNode(new Schema(fromPlain(spec(schema)) as Schema['raw']))
  const branches = Object.fromEntries([...walk(root)].map((node) => [node.name, node.branch]))
  expect(branches).toMatchObject({ a: 'oneOf', b: 'anyOf', c: undefined })
})

test('embedded resources have what every object has', () => {
  const schema = spec({ type: 'object', 'x-kubernetes-embedded-resource': true, properties: { spec: {} } })
  expect(paths(schema)).toEqual(['spec', 'spec.apiVersion', 'spec.kind', 'spec.metadata', 'spec.spec'])
})

test('names that would not read back are quoted', () => {
  const schema = spec({ properties: { 'a.b': {}, 'x/y': {}, '*': {}, 'say "hi"': {}, 'dash-ed': {} } })
  expect(paths(schema)).toEqual([
    'spec',
    'spec["*"]',
    'spec["a.b"]',
    'spec.dash-ed',
    'spec["say \\"hi\\""]',
    'spec["x/y"]',
  ])
})

test('a schema of any depth is walked without overflowing', () => {
  let schema: object = { type: 'string' }
  for (let i = 0; i < 20_000; i++) schema = { properties: { a: schema } }
  const stack: [object, Schema['raw']][] = []
  // fromPlain is recursive, so this one is made by hand.
  const make = (): Schema['raw'] => Object.create(null)
  const deep = make()
  stack.push([schema, deep])
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [plain, dict] = next as [{ properties?: { a: object } }, Schema['raw']]
    if (!plain.properties) continue
    const inner = make()
    dict.properties = Object.assign(make(), { a: inner })
    stack.push([plain.properties.a, inner])
  }
  expect([...walk(rootNode(new Schema(deep)))].length).toBeGreaterThan(900)
})
