import { utf8Length } from '../model/go/utf8.ts'
import type { Dict, Value } from '../model/value.ts'
import type { Properties, Schema } from '../schema/schema.ts'
import { escapeName } from './escape.ts'
import type { Range } from './kubernetes/range.ts'
import { withTypeAndMeta } from './schema-type.ts'

/** Bytes of the largest request. Upstream: apiserver/pkg/apis/cel/config.go MaxRequestSizeBytes. */
const maxRequest = 3n * 1024n * 1024n

/** A node of a schema as rules see it; a root has apiVersion, kind and metadata. */
export interface SizedNode {
  schema: Schema
  isRoot: boolean
}

/** Largest sizes that are taken instead of what the schema says, by its data. */
export type AssumedSizes = ReadonlyMap<Dict, bigint>

const nothingAssumed: AssumedSizes = new Map()

/**
 * The sizes that values of a schema may have at most, for the estimate of costs.
 * Upstream: apiserver/pkg/cel/common/schemas.go, apiextensions-apiserver/pkg/apiserver/schema/cel/compilation.go.
 */
export class SchemaSizes {
  readonly #root: SizedNode
  readonly #assumed: AssumedSizes
  /** The nodes whose sizes were asked for. */
  readonly asked = new Set<Schema>()

  constructor(schema: Schema, isRoot: boolean, assumed: AssumedSizes = nothingAssumed) {
    this.#root = { schema, isRoot }
    this.#assumed = assumed
  }

  /**
   * The size of what a path leads to: names of fields as rules write them, `@items`, `@values`, `@keys`. The first
   * element is the variable, which is always taken for the root.
   */
  at(path: readonly string[]): Range | undefined {
    if (path.length === 0) return undefined
    let node: SizedNode = this.#root
    for (let i = 1; i < path.length; i++) {
      const name = path[i]!
      // Keys are texts of no known length, which count as empty.
      if (name === '@keys') return i === path.length - 1 && valuesOf(node.schema) ? { min: 0n, max: 0n } : undefined
      const next = name === '@items' || name === '@values' ? elementOf(node.schema) : fieldOf(node, name)
      if (!next) return undefined
      node = next
    }
    this.asked.add(node.schema)
    return { min: 0n, max: this.#maxElements(node.schema) }
  }

  /** How often the root may occur in a request, if nothing bounds what holds it. Upstream: maxCardinality. */
  get maxCardinality(): bigint {
    return maxRequest / ((minSize(this.#root) ?? 0n) + 1n)
  }

  #maxElements(schema: Schema): bigint {
    return this.#assumed.get(schema.raw) ?? BigInt.asUintN(64, maxElements(schema))
  }
}

/** int64: characters of texts (bytes, if they are bounded), items, entries; 0 of what has no size. */
function maxElements(schema: Schema): bigint {
  if (schema.intOrString) return maxText(schema)
  switch (schema.type) {
    case 'array': {
      const item = elementOf(schema)
      return bound(schema.raw.maxItems) ?? (maxRequest - 2n) / ((item ? (minSize(item) ?? 0n) : 0n) + 1n)
    }
    case 'object': {
      const value = valuesOf(schema)
      if (!value) return 0n
      // Quotes of an empty key, colon and comma.
      return bound(schema.raw.maxProperties) ?? (maxRequest - 2n) / ((minSize(value) ?? 0n) + 6n)
    }
    case 'string':
      return maxString(schema)
    default:
      return 0n
  }
}

function maxString(schema: Schema): bigint {
  switch (schema.format) {
    case 'duration':
    case 'date-time':
      return 32n
    case 'date':
      return 12n
    case 'byte':
      return bound(schema.raw.maxLength) ?? maxRequest - 2n
  }
  if (bound(schema.raw.maxLength) === undefined && schema.enum && schema.enum.length > 0) {
    return BigInt(Math.max(...schema.enum.map((value) => (typeof value === 'string' ? utf8Length(value) : 0))))
  }
  return maxText(schema)
}

/** A code point has up to four bytes; the product overflows upstream, too. */
function maxText({ raw }: Schema): bigint {
  const length = bound(raw.maxLength)
  return length === undefined ? maxRequest - 2n : BigInt.asIntN(64, length * 4n)
}

function bound(value: Value | undefined): bigint | undefined {
  if (typeof value !== 'bigint' && !Number.isInteger(value)) return undefined
  const whole = BigInt(value as number | bigint)
  return whole < 0n ? 0n : whole
}

/** The bytes that a value has at least as JSON; undefined when rules do not see the node. */
export function minSize({ schema, isRoot }: SizedNode): bigint | undefined {
  if (schema.intOrString) return 1n
  switch (schema.type) {
    case 'array': {
      const item = elementOf(schema)
      return item && minSize(item) !== undefined ? 2n : undefined
    }
    case 'object': {
      const value = valuesOf(schema)
      if (value) return minSize(value) === undefined ? undefined : 2n
      return minObjectSize(isRoot ? withTypeAndMeta(schema) : schema)
    }
    case 'string':
      return minStringSizes[schema.format] ?? 2n
    case 'boolean':
      return 4n
    case 'number':
    case 'integer':
      return 1n
    default:
      return undefined
  }
}

const minStringSizes: Record<string, bigint | undefined> = { duration: 3n, date: 12n, 'date-time': 21n }

/** Braces, and what is required and not filled in by a default. */
function minObjectSize({ properties, required }: Schema): bigint {
  let size = 2n
  for (const name of new Set(required)) {
    const schema = properties.get(name)
    if (!schema || (schema.default !== undefined && schema.default !== null)) continue
    const min = minSize({ schema, isRoot: schema.embeddedResource })
    if (min !== undefined) size += BigInt(utf8Length(name)) + min + 4n
  }
  return size
}

/** The items of a list, or the values of a map. */
function elementOf(schema: Schema): SizedNode | undefined {
  if (schema.intOrString) return undefined
  if (schema.type === 'object') return valuesOf(schema)
  return schema.type === 'array' && schema.items
    ? { schema: schema.items, isRoot: schema.items.embeddedResource }
    : undefined
}

function valuesOf({ intOrString, type, additionalProperties }: Schema): SizedNode | undefined {
  return !intOrString && type === 'object' && typeof additionalProperties === 'object'
    ? { schema: additionalProperties, isRoot: additionalProperties.embeddedResource }
    : undefined
}

function fieldOf({ schema, isRoot }: SizedNode, field: string): SizedNode | undefined {
  if (schema.intOrString || schema.type !== 'object' || valuesOf(schema)) return undefined
  const { properties } = isRoot ? withTypeAndMeta(schema) : schema
  const child = properties.get(propertyOf(properties, field) ?? '')
  const node = child && { schema: child, isRoot: child.embeddedResource }
  return node && minSize(node) !== undefined ? node : undefined
}

function propertyOf(properties: Properties, field: string): string | undefined {
  if (properties.has(field) && escapeName(field) === field) return field
  return properties.keys().find((name) => escapeName(name) === field)
}
