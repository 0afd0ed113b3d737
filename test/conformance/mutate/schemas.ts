import { anyValue } from './anywhere.ts'
import { isObject, type JSONObject, type JSONValue, listAt, objectAt } from './json.ts'
import { below, chance, pick, type Random } from './random.ts'
import { anySchema, rootSchemas, schemaOf, smallSchema } from './schema-node.ts'

const patterns = [
  '^a$',
  '(',
  '[a',
  'a**',
  'a{1001}',
  '(?=a)',
  '(?!a)',
  '\\1',
  '\\Z',
  '\\h',
  '\\u0041',
  '(?<n>a)',
  '(?P<n>a)',
  '(?P<n>a)(?P<n>b)',
  '(a{1000}){1000}',
  '[[:alpha:]]',
  '[[:foo:]]',
  '\\pL',
  '\\pX',
  'a{2,1}',
  '[z-a]',
  '(?i)a',
  '(?z)a',
  '+a',
  '\\',
  '^(é|😀)+$',
  ')',
  'x*+',
  '\\Qab\\E',
]
const formats = ['date', 'date-time', 'int32', 'int64', 'float', 'double', 'byte', 'foo', 'k8s-short-name', 'uri', '']
const types = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null', 'foo', '', 'Object']

/** A value that may or may not suit a schema. */
function defaultFor(random: Random, schema: JSONObject): JSONValue {
  if (chance(random, 0.3)) return anyValue(random)
  switch (schema.type) {
    case 'string':
      return pick(random, ['', 'a', 'abc', '2020-01-01'])
    case 'integer':
      return pick(random, [0, 1, 5, 2 ** 31, 1.5])
    case 'number':
      return pick(random, [0, 0.5, 3])
    case 'boolean':
      return chance(random, 0.5)
    case 'array':
      return isObject(schema.items)
        ? Array.from({ length: below(random, 3) }, () => defaultFor(random, schema.items as JSONObject))
        : []
    case 'object': {
      const out: JSONObject = {}
      const properties = isObject(schema.properties) ? schema.properties : {}
      for (const [name, child] of Object.entries(properties)) {
        if (isObject(child) && chance(random, 0.4)) out[name] = defaultFor(random, child)
      }
      if (chance(random, 0.2)) out.unknown = 1
      return out
    }
    default:
      return anyValue(random)
  }
}

function keyword(random: Random, key: string, values: readonly JSONValue[]) {
  return (schema: JSONObject) => {
    schema[key] = structuredClone(pick(random, values))
  }
}

type SchemaMutation = (random: Random, schema: JSONObject, crd: JSONObject) => void

const onAnySchema: Record<string, SchemaMutation> = {
  type(random, schema) {
    if (chance(random, 0.3)) delete schema.type
    else schema.type = pick(random, types)
  },
  unsupported(random, schema) {
    const values: Record<string, JSONValue[]> = {
      id: ['', 'x'],
      $ref: ['', '#/definitions/a'],
      $schema: ['http://json-schema.org/draft-04/schema#'],
      definitions: [{}, { a: { type: 'string' } }, { a: { $ref: 'x' } }],
      dependencies: [{}, { a: ['b'] }, { a: { type: 'foo' } }],
      patternProperties: [{}, { a: { type: 'string' } }],
      additionalItems: [true, false, { type: 'string' }],
      uniqueItems: [true, false],
      items: [[], [{ type: 'string' }], {}, { type: 'string' }, 5, true],
    }
    const key = pick(random, Object.keys(values))
    schema[key] = structuredClone(pick(random, values[key]!))
  },
  combinator(random, schema) {
    const branch = (): JSONObject => {
      const choice = below(random, 10)
      if (choice === 0) return { type: 'string' }
      if (choice === 1) return { description: 'd', title: 't' }
      if (choice === 2) return { default: 1, nullable: true }
      if (choice === 3) return { required: ['a'] }
      if (choice === 4) return { properties: { a: { minLength: 1 }, metadata: {} } }
      if (choice === 5) return { items: { properties: { q: { maxLength: 1 } } } }
      if (choice === 6) return { additionalProperties: pick<JSONValue>(random, [true, false, { pattern: '(' }]) }
      if (choice === 7) return { 'x-kubernetes-list-type': 'set', 'x-kubernetes-map-type': 'atomic' }
      if (choice === 8) return { not: { enum: ['a'] }, pattern: '(' }
      return { 'x-kubernetes-validations': [{ rule: 'true' }], 'x-kubernetes-int-or-string': true }
    }
    const key = pick(random, ['allOf', 'anyOf', 'oneOf', 'not'])
    if (key === 'not') schema.not = branch()
    else listAt(schema, key).push(...Array.from({ length: 1 + below(random, 2) }, branch))
  },
  intOrString(random, schema) {
    schema['x-kubernetes-int-or-string'] = chance(random, 0.8)
    if (chance(random, 0.5)) delete schema.type
    const pair: JSONValue[] = [{ type: 'integer' }, { type: 'string' }]
    if (chance(random, 0.2)) pair.reverse()
    if (chance(random, 0.2))
      Object.assign(
        pair[0] as JSONObject,
        pick<JSONObject>(random, [{ enum: [] }, { required: [] }, { minimum: 0 }, { description: 'd' }]),
      )
    const where = below(random, 3)
    if (where === 0) schema.anyOf = pair
    if (where === 1) schema.allOf = [{ anyOf: pair }, { pattern: '^a' }]
  },
  markers(random, schema) {
    const key = pick(random, [
      'x-kubernetes-preserve-unknown-fields',
      'x-kubernetes-embedded-resource',
      'x-kubernetes-int-or-string',
      'nullable',
    ])
    schema[key] = chance(random, 0.8)
  },
  additional(random, schema) {
    schema.additionalProperties = pick<() => JSONValue>(random, [() => true, () => false, () => smallSchema(random)])()
    if (chance(random, 0.4)) delete schema.properties
  },
  property(random, schema) {
    const name = pick(random, ['a', 'metadata', 'kind', 'apiVersion', 'status', 'spec', '', 'a b', 'namespace', '*'])
    objectAt(schema, 'properties')[name] = smallSchema(random)
  },
  bounds(random, schema) {
    const numbers = [0, 1, -1, 0.5, 1e19, 2 ** 53]
    keyword(random, pick(random, ['minimum', 'maximum', 'multipleOf']), numbers)(schema)
    const counts = [0, 1, -1, 5, 1.5, 1e19]
    const lengths = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties']
    keyword(random, pick(random, lengths), counts)(schema)
    keyword(random, pick(random, ['exclusiveMinimum', 'exclusiveMaximum']), [true, false, 3])(schema)
  },
  pattern: (random, schema) => keyword(random, 'pattern', patterns)(schema),
  format: (random, schema) => keyword(random, 'format', formats)(schema),
  enum: (random, schema) => keyword(random, 'enum', [[], ['a'], [1, 2], [null], [{ a: 1 }], 'a'])(schema),
  required: (random, schema) => keyword(random, 'required', [[], ['a'], ['zzz'], [1], ['a', 'a']])(schema),
  default(random, schema) {
    schema.default = defaultFor(random, schema)
  },
  listType(random, schema) {
    if (chance(random, 0.8)) schema['x-kubernetes-list-type'] = pick(random, ['atomic', 'set', 'map', 'foo'])
    if (chance(random, 0.5)) {
      schema['x-kubernetes-list-map-keys'] = pick<JSONValue>(random, [[], ['a'], ['name'], ['a', 'a'], ['zzz', 'a']])
    }
    if (chance(random, 0.4)) schema.items = listItem(random)
    if (chance(random, 0.3)) schema.type = 'array'
  },
  mapType(random, schema) {
    schema['x-kubernetes-map-type'] = pick(random, ['atomic', 'granular', 'foo', ''])
  },
  embedded(random, schema) {
    schema.type = 'object'
    schema['x-kubernetes-embedded-resource'] = true
    if (chance(random, 0.5)) schema['x-kubernetes-preserve-unknown-fields'] = true
    const properties = objectAt(schema, 'properties')
    properties.apiVersion = { type: 'string', default: pick<JSONValue>(random, ['v1', '', 'a/b/c', 5]) }
    properties.kind = { type: 'string', default: pick<JSONValue>(random, ['Pod', '', 'a_b']) }
    properties.metadata = {
      type: 'object',
      properties: { name: { type: 'string', default: pick(random, ['x', 'a/b', '..']) } },
    }
    if (chance(random, 0.5)) {
      const labels = pick<JSONValue>(random, [{ a: 'b' }, { 'a b': 'c' }, { a: 1 }])
      properties.metadata.default = { labels, unknown: 1 }
    }
    if (chance(random, 0.5)) schema.default = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', x: 1 } }
  },
}

function listItem(random: Random): JSONObject {
  return pick<() => JSONObject>(random, [
    () => ({ type: 'string', nullable: true }),
    () => ({ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }),
    () => ({ type: 'object', properties: { a: { type: 'string' } } }),
    () => ({ type: 'object', properties: { a: { type: 'string', default: 'x' }, name: { type: 'object' } } }),
    () => ({ type: 'object', properties: { a: { type: 'array', items: { type: 'string' } } }, nullable: true }),
    () => ({ type: 'object', 'x-kubernetes-map-type': 'atomic' }),
    () => ({ type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' }),
    () => ({ type: 'array', items: { type: 'string' } }),
    () => ({ 'x-kubernetes-int-or-string': true }),
  ])()
}

/** Mutations of one schema within the CRD. */
export const schemas: Record<string, (random: Random, crd: JSONObject) => void> = {
  ...Object.fromEntries(
    Object.entries(onAnySchema).map(([kind, mutate]) => [
      `schema ${kind}`,
      (random: Random, crd: JSONObject) => {
        const schema = anySchema(random, crd)
        if (schema) mutate(random, schema, crd)
      },
    ]),
  ),
  'schema list'(random, crd) {
    const schema = schemaOf(random, crd, 'array')
    if (schema) onAnySchema.listType!(random, schema, crd)
  },
  'schema suitable default'(random, crd) {
    const schema = schemaOf(random, crd, pick(random, ['object', 'array', 'string', 'integer']))
    if (schema) schema.default = defaultFor(random, schema)
  },
  'schema root'(random, crd) {
    const roots = rootSchemas(crd)
    if (roots.length === 0) return
    const root = pick(random, roots)
    const metadata = pick<() => JSONObject>(random, [
      () => ({ type: 'object' }),
      () => ({ type: 'string' }),
      () => ({ type: 'object', properties: { name: { type: 'string', pattern: '^a' } } }),
      () => ({ type: 'object', properties: { name: { type: 'string' }, labels: { type: 'object' } } }),
      () => ({ type: 'object', description: 'd' }),
      () => ({ type: 'object', properties: {} }),
      () => ({ type: 'object', required: [] }),
      () => ({ type: 'object', default: {} }),
      () => ({ type: 'object', properties: { name: { type: 'string', default: 'a/b' } } }),
    ])
    const change: JSONObject[] = [
      { nullable: true },
      { type: 'array', items: { type: 'string' } },
      { additionalProperties: true },
      { default: {} },
      { minProperties: 1 },
      { anyOf: [{ required: ['spec'] }, { properties: { zzz: {} } }] },
      { enum: [] },
      { externalDocs: { url: 'x' }, example: { a: 1 } },
      { 'x-kubernetes-embedded-resource': true },
      { title: 't', format: 'x' },
    ]
    if (chance(random, 0.5)) Object.assign(root, structuredClone(pick(random, change)))
    else objectAt(root, 'properties').metadata = metadata()
  },
}
