import { isObject, type JSONObject, type JSONValue } from './json.ts'
import { below, chance, pick, type Random } from './random.ts'
import { formatTexts } from './resource/pools.ts'
import { ruleFor } from './rule-pool.ts'

const names = ['a', 'b', 'c', 'name', 'type', 'items', 'replicas', 'a-b', 'x.y', 'namespace', '__a', 'e f', 'key', 'in']
const patterns = ['^a', '^[a-z]+$', '[0-9]+', '^(a|b)?$', '^\\S+$', '.', '^.{0,5}$', '(?i)^A', '^\\pL*$', 'a\\z']

interface Style {
  /** CEL rules too. */
  rules: boolean
}

/** A made-up CustomResourceDefinition, mostly one that the server takes. */
export function synthesize(random: Random, style: Style): JSONObject {
  const versions: JSONObject[] = [version(random, 'v1', style)]
  versions[0]!.storage = true
  if (chance(random, 0.35)) {
    const other = chance(random, 0.5) ? version(random, 'v2', style) : { ...structuredClone(versions[0]!), name: 'v2' }
    if (chance(random, 0.4)) {
      versions[0]!.storage = false
      other.storage = true
    } else other.storage = false
    versions.push(other)
  }
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      scope: chance(random, 0.7) ? 'Namespaced' : 'Cluster',
      names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
      versions,
    },
  }
}

function version(random: Random, name: string, style: Style): JSONObject {
  const root: JSONObject = { type: 'object', properties: { spec: node(random, 4, style, 'object') } }
  const properties = root.properties as JSONObject
  const out: JSONObject = { name, served: true, storage: false, schema: { openAPIV3Schema: root } }
  const hasStatus = chance(random, 0.6)
  if (hasStatus || chance(random, 0.3)) properties.status = node(random, 2, style, 'object')
  if (chance(random, 0.1))
    properties.metadata = { type: 'object', properties: { name: { type: 'string', maxLength: 5 } } }
  if (chance(random, 0.1)) properties.kind = { type: 'string', enum: ['Thing', 'Other'] }
  if (chance(random, 0.3)) root.required = [pick(random, ['spec', 'metadata', 'status'])]
  if (chance(random, 0.1)) root['x-kubernetes-preserve-unknown-fields'] = true
  if (hasStatus) out.subresources = { status: {} }
  if (chance(random, 0.3)) {
    for (const part of ['spec', 'status']) {
      const holder = properties[part]
      const inner = isObject(holder) && isObject(holder.properties) ? holder.properties : undefined
      if (inner) inner.replicas ??= { type: 'integer' }
    }
    const scale = { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' }
    out.subresources = { ...(hasStatus ? { status: {} } : {}), scale }
  }
  if (chance(random, 0.05)) out.deprecated = true
  if (style.rules && chance(random, 0.3)) addRule(random, root, true)
  return out
}

function addRule(random: Random, schema: JSONObject, isRoot: boolean): void {
  const rule = ruleFor(random, schema, isRoot)
  if (!rule) return
  const list = schema['x-kubernetes-validations']
  if (Array.isArray(list)) list.push(rule)
  else schema['x-kubernetes-validations'] = [rule]
}

const types = [
  'string',
  'string',
  'integer',
  'integer',
  'number',
  'boolean',
  'object',
  'object',
  'array',
  'array',
  'any',
]

function node(random: Random, depth: number, style: Style, wanted?: string): JSONObject {
  const type = wanted ?? pick(random, depth <= 0 ? types.slice(0, 6) : types)
  const schema = kinds[type]!(random, depth, style)
  if (chance(random, 0.12)) schema.nullable = true
  if (chance(random, 0.15)) combine(random, schema)
  const value = chance(random, 0.15) ? defaultOf(random, schema) : undefined
  if (value !== undefined) schema.default = value
  if (style.rules && chance(random, 0.3)) addRule(random, schema, false)
  return schema
}

const kinds: Readonly<Record<string, (random: Random, depth: number, style: Style) => JSONObject>> = {
  string(random) {
    const out: JSONObject = { type: 'string' }
    if (chance(random, 0.7)) out.maxLength = pick(random, [0, 1, 3, 5, 10, 40])
    if (chance(random, 0.2)) out.minLength = pick(random, [0, 1, 2, 5])
    if (chance(random, 0.2)) out.pattern = pick(random, patterns)
    if (chance(random, 0.2)) out.enum = pick<JSONValue[]>(random, [['a', 'b', 'c'], ['A', ''], ['a']])
    if (chance(random, 0.25)) out.format = pick(random, [...Object.keys(formatTexts), 'int32', 'unknown', 'dateTime'])
    return out
  },
  integer(random) {
    const out: JSONObject = { type: 'integer' }
    bounds(random, out, [0, 1, 5, 10, -5, 100, 2 ** 31, 0.5, 2 ** 53, 1e19])
    if (chance(random, 0.15)) out.enum = pick<JSONValue[]>(random, [[1, 2, 3], [0], [5, 10]])
    if (chance(random, 0.25)) out.format = pick(random, ['int32', 'int64', 'date', 'float'])
    return out
  },
  number(random) {
    const out: JSONObject = { type: 'number' }
    bounds(random, out, [0, 0.5, 1, 5.25, -1.5, 1e6, 1e21, 0.1])
    if (chance(random, 0.1)) out.enum = [0.5, 1, 2.5]
    if (chance(random, 0.25)) out.format = pick(random, ['float', 'double', 'int32'])
    return out
  },
  boolean(random) {
    return chance(random, 0.1) ? { type: 'boolean', enum: [true] } : { type: 'boolean' }
  },
  any(random) {
    return pick<JSONObject>(
      random,
      [
        { 'x-kubernetes-int-or-string': true },
        { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
        { 'x-kubernetes-int-or-string': true, pattern: '^[0-9]+%$', maximum: 100 },
        { 'x-kubernetes-preserve-unknown-fields': true },
        { 'x-kubernetes-preserve-unknown-fields': true, minLength: 2, maximum: 5, maxItems: 1, required: ['a'] },
        { type: 'object' },
        { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { spec: { type: 'object', properties: { a: { type: 'string' } } } },
        },
        {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          properties: { data: { type: 'object', additionalProperties: { type: 'string' } } },
        },
      ].map((schema) => structuredClone(schema) as JSONObject),
    )
  },
  object(random, depth, style) {
    if (chance(random, 0.2)) return map(random, depth, style)
    const out: JSONObject = { type: 'object', properties: {} }
    const properties = out.properties as JSONObject
    for (let i = 1 + below(random, 4); i > 0; i--) properties[pick(random, names)] = node(random, depth - 1, style)
    const own = Object.keys(properties)
    if (chance(random, 0.3)) out.required = [pick(random, own), ...(chance(random, 0.2) ? ['zzz'] : [])]
    if (chance(random, 0.1)) out.minProperties = 1 + below(random, 2)
    if (chance(random, 0.1)) out.maxProperties = 1 + below(random, 3)
    if (chance(random, 0.1)) out['x-kubernetes-preserve-unknown-fields'] = true
    if (chance(random, 0.05)) out['x-kubernetes-map-type'] = 'atomic'
    if (chance(random, 0.05)) out.additionalProperties = true
    return out
  },
  array(random, depth, style) {
    const out: JSONObject = { type: 'array', items: {} }
    if (chance(random, 0.85)) out.maxItems = pick(random, [1, 3, 5, 10])
    if (chance(random, 0.15)) out.minItems = pick(random, [0, 1, 2])
    const choice = below(random, 4)
    if (choice === 0) {
      out['x-kubernetes-list-type'] = 'set'
      out.items = pick<() => JSONObject>(random, [
        () => ({ type: 'string', maxLength: 5 }),
        () => ({ type: 'integer' }),
        () => ({ type: 'number' }),
        () => ({ 'x-kubernetes-int-or-string': true }),
        () => ({ type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { a: { type: 'string' } } }),
      ])()
    } else if (choice === 1) {
      const item = kinds.object!(random, depth - 1, style)
      if (!isObject(item.properties)) {
        delete item.additionalProperties
        delete item.maxProperties
        item.properties = {}
      }
      delete item.additionalProperties
      const keys = chance(random, 0.7) ? ['name'] : ['name', 'key']
      const inner = item.properties as JSONObject
      inner.name = { type: 'string', maxLength: 10 }
      if (keys.length > 1) inner.key = chance(random, 0.5) ? { type: 'integer', default: 1 } : { type: 'string' }
      item.required = keys.filter((key) => !(isObject(inner[key]) && (inner[key] as JSONObject).default !== undefined))
      out['x-kubernetes-list-type'] = 'map'
      out['x-kubernetes-list-map-keys'] = keys
      out.items = item
    } else out.items = node(random, depth - 1, style)
    return out
  },
}

function map(random: Random, depth: number, style: Style): JSONObject {
  const out: JSONObject = { type: 'object', additionalProperties: node(random, depth - 1, style) }
  if (chance(random, 0.85)) out.maxProperties = pick(random, [1, 3, 5])
  if (chance(random, 0.1)) out.minProperties = 1
  return out
}

function bounds(random: Random, schema: JSONObject, numbers: readonly number[]): void {
  if (chance(random, 0.35)) schema.minimum = pick(random, numbers)
  if (chance(random, 0.35)) schema.maximum = pick(random, numbers)
  if (chance(random, 0.15)) schema.multipleOf = pick(random, [1, 2, 3, 0.5, 0.1, 0.01, 10])
  if (schema.minimum !== undefined && chance(random, 0.3)) schema.exclusiveMinimum = true
  if (schema.maximum !== undefined && chance(random, 0.3)) schema.exclusiveMaximum = true
}

/** Adds anyOf, oneOf, allOf or not, with keywords that may differ from those of the schema itself. */
function combine(random: Random, schema: JSONObject): void {
  const branch = (): JSONObject =>
    pick<() => JSONObject>(random, [
      () => ({ enum: ['a', 1] }),
      () => ({ minLength: 2 }),
      () => ({ maxLength: 1 }),
      () => ({ pattern: '^a' }),
      () => ({ minimum: 3 }),
      () => ({ maximum: 3, exclusiveMaximum: true }),
      () => ({ multipleOf: 2 }),
      () => ({ maxItems: 1 }),
      () => ({ minProperties: 2 }),
      () => ({ required: ['a'] }),
      () => ({ required: ['name', 'b'] }),
      () => ({ properties: property(schema, random, { minLength: 1, maximum: 4 }) }),
      () => ({ properties: property(schema, random, { enum: ['a', 2, true] }), required: ['b'] }),
      () => ({ not: { required: ['c'] } }),
      () => ({ anyOf: [{ minLength: 1 }, { maximum: 2 }] }),
      () => ({ format: 'date' }),
    ])()
  const key = pick(random, ['anyOf', 'oneOf', 'allOf', 'not'])
  schema[key] = key === 'not' ? branch() : Array.from({ length: 1 + below(random, 3) }, branch)
}

function property(schema: JSONObject, random: Random, keywords: JSONObject): JSONObject {
  const own = isObject(schema.properties) ? Object.keys(schema.properties) : []
  // Fields of a combinator must stand in the schema too.
  return own.length > 0 ? { [pick(random, own)]: keywords } : {}
}

/** A default that mostly fits; undefined where none would. */
function defaultOf(random: Random, schema: JSONObject): JSONValue | undefined {
  if (Array.isArray(schema.enum)) return schema.enum[0]
  switch (schema.type) {
    case 'string': {
      const pool = typeof schema.format === 'string' ? formatTexts[schema.format] : undefined
      const text = pool ? pool[0]! : pick(random, ['a', 'abc', ''])
      return text.slice(0, typeof schema.maxLength === 'number' ? schema.maxLength : undefined)
    }
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? Math.ceil(schema.minimum) : pick(random, [0, 1, 6])
    case 'boolean':
      return chance(random, 0.5)
    case 'array':
      return []
    case 'object':
      return schema['x-kubernetes-embedded-resource'] === true || schema.required ? undefined : {}
    default:
      return schema['x-kubernetes-int-or-string'] === true ? pick<JSONValue>(random, [5, '50%']) : undefined
  }
}
