import { expect, test } from '@jest/globals'
import { publishedSchema, schemaNameOf } from '../../../src/cluster/definitions/published-schema.ts'
import { type Dict, fromPlain, isDict, type Value } from '../../../src/model/value.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const schemas = fromPlain({
  Thing: {
    type: 'object',
    description: 'A thing.',
    'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Thing' }],
    required: ['name', 'count'],
    properties: {
      name: { type: 'string', default: '' },
      count: { type: 'integer', default: 0 },
      text: { type: 'string', default: '' },
      port: { allOf: [ref('IntOrString')], description: 'The port.' },
      part: { allOf: [ref('Part')], default: {}, description: 'Its part.' },
      given: { type: 'object', default: {} },
      parts: { type: 'array', items: { allOf: [ref('Part')], default: {} }, 'x-kubernetes-patch-merge-key': 'name' },
      texts: { type: 'array', items: { type: 'string', default: '' } },
      more: { type: 'object', additionalProperties: ref('Thing') },
      lost: ref('Nothing'),
      inner: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        properties: { metadata: ref('Part'), spec: { type: 'object' } },
      },
    },
  },
  Part: { type: 'object', description: 'A part.', properties: { a: { type: 'string' } } },
  IntOrString: { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] },
}) as Dict

function at(value: Value | undefined, ...path: string[]): Value | undefined {
  return path.reduce<Value | undefined>((found, key) => (isDict(found) ? found[key] : undefined), value)
}

test('the schema of a kind is found by its group, version and kind', () => {
  expect(schemaNameOf(schemas, 'example.com', 'v1', 'Thing')).toBe('Thing')
  expect(schemaNameOf(schemas, 'example.com', 'v2', 'Thing')).toBeUndefined()
})

test('references are resolved, and what stands beside them counts', () => {
  const properties = at(publishedSchema(schemas, 'Thing'), 'properties')
  expect(at(properties, 'port')).toMatchObject({ 'x-kubernetes-int-or-string': true, description: 'The port.' })
  expect(at(properties, 'part', 'description')).toBe('Its part.')
  expect(at(properties, 'part', 'properties', 'a')).toEqual({ type: 'string' })
  expect(at(properties, 'parts', 'items', 'description')).toBe('A part.')
  expect(at(properties, 'parts', 'x-kubernetes-patch-merge-key')).toBeUndefined()
  expect(at(properties, 'lost')).toEqual({})
})

test('zero values of Go are no defaults, others are', () => {
  const properties = at(publishedSchema(schemas, 'Thing'), 'properties')
  const defaults = (name: string) => at(properties, name, 'default')
  expect(['name', 'count', 'part'].map(defaults)).toEqual([undefined, undefined, undefined])
  expect(['text', 'given'].map(defaults)).toEqual(['', {}])
  expect(at(properties, 'texts', 'items', 'default')).toBeUndefined()
})

test('objects within objects have the metadata that all have', () => {
  expect(Object.keys(at(publishedSchema(schemas, 'Thing'), 'properties', 'inner', 'properties') as Dict)).toEqual([
    'spec',
  ])
})

test('what holds itself is unfolded twice', () => {
  const more = ['properties', 'more', 'additionalProperties']
  const schema = publishedSchema(schemas, 'Thing')
  expect(at(schema, ...more, 'properties', 'name')).toEqual({ type: 'string' })
  expect(at(schema, ...more, ...more)).toMatchObject({
    type: 'object',
    description: 'A thing.',
    'x-kubernetes-preserve-unknown-fields': true,
  })
})
