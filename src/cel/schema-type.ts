import { fromPlain, isDict } from '../model/value.ts'
import { Schema } from '../schema/schema.ts'
import { escapeName } from './escape.ts'
import { listOf, mapOf, objectOf, type Type, types } from './types.ts'

/**
 * The type under which rules see the values of a schema; undefined when they do not see them at all.
 * Upstream: apiserver/pkg/cel/common/schemas.go SchemaDeclType.
 *
 * @param isRoot the root of a resource, an embedded one too: apiVersion, kind, metadata.name are there
 * @param name of the type, which messages show; parts of it are named below it
 */
export function schemaType(schema: Schema, isRoot: boolean, name = 'selfType'): Type | undefined {
  if (schema.intOrString) return types.dyn
  switch (schema.type) {
    case 'array': {
      const items = schema.items && schemaType(schema.items, schema.items.embeddedResource, `${name}.@idx`)
      return items && listOf(items)
    }
    case 'object': {
      const additional = schema.additionalProperties
      if (typeof additional === 'object') {
        const value = schemaType(additional, additional.embeddedResource, `${name}.@elem`)
        return value && mapOf(types.string, value)
      }
      return objectOf(name, new Fields(isRoot ? withTypeAndMeta(schema) : schema, name))
    }
    case 'string':
      return stringType(schema.format)
    case 'boolean':
      return types.bool
    case 'number':
      return types.double
    case 'integer':
      return types.int
    default:
      return undefined
  }
}

function stringType(format: string): Type {
  switch (format) {
    case 'byte':
      return types.bytes
    case 'duration':
      return types.duration
    case 'date':
    case 'date-time':
      return types.timestamp
    default:
      return types.string
  }
}

/** The fields of an object by their escaped names; each is looked at when a rule selects it. */
class Fields extends Map<string, Type> {
  readonly #pending = new Map<string, string>()
  readonly #schema: Schema
  readonly #name: string

  constructor(schema: Schema, name: string) {
    super()
    this.#schema = schema
    this.#name = name
    for (const property of schema.properties.keys()) {
      const escaped = escapeName(property)
      if (escaped !== undefined) this.#pending.set(escaped, property)
    }
  }

  override get(field: string): Type | undefined {
    const property = this.#pending.get(field)
    if (property !== undefined) {
      this.#pending.delete(field)
      const child = this.#schema.properties.get(property)!
      const type = schemaType(child, child.embeddedResource, `${this.#name}.${property}`)
      if (type) this.set(field, type)
    }
    const type = super.get(field)
    if (type) return type
    // A keyword may be written without its underscores where it is selected.
    const escaped = escapeName(field)
    return escaped === `__${field}__` ? this.get(escaped) : undefined
  }
}

const typeAndMeta = fromPlain({
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } },
})
const extended = new WeakMap<Schema, Schema>()

/**
 * The schema with what every resource has, in place of what it says of that, unless it names all of it.
 * Upstream: schemas.go WithTypeAndObjectMeta.
 */
export function withTypeAndMeta(schema: Schema): Schema {
  const { properties } = schema
  const meta = properties.get('metadata')
  const texts = [properties.get('kind'), properties.get('apiVersion')]
  texts.push(meta?.properties.get('name'), meta?.properties.get('generateName'))
  if (meta?.type === 'object' && texts.every((text) => text?.type === 'string')) return schema
  let made = extended.get(schema)
  if (!made) {
    const properties = Object.assign(Object.create(null), schema.raw.properties, typeAndMeta)
    const raw = Object.assign(Object.create(null), schema.raw, { properties })
    if (!isDict(raw)) throw new TypeError('a schema is an object')
    made = new Schema(raw, schema.path)
    extended.set(schema, made)
  }
  return made
}
