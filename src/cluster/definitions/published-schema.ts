import { type Dict, isDict, isList, newDict, type Value } from '../../model/value.ts'

/** A schema may hold itself; this many times it is unfolded, and then it is said that it goes on. */
const unfolded = 2

/**
 * A schema of an OpenAPI document as a CRD would have it: references are resolved, what only tools for clients need and the zero
 * values of Go are gone. Every part is made when it is looked at.
 * @param schemas `components.schemas`
 */
export function publishedSchema(schemas: Dict, name: string): Dict | undefined {
  const schema = schemas[name]
  return isDict(schema) ? new Unfolding(schemas, [name]).of(schema, false) : undefined
}

/** The name of the schema of a kind. */
export function schemaNameOf(schemas: Dict, group: string, version: string, kind: string): string | undefined {
  return Object.keys(schemas).find((name) => {
    const schema = schemas[name]
    const kinds = isDict(schema) ? schema['x-kubernetes-group-version-kind'] : undefined
    return (
      isList(kinds) &&
      kinds.some((each) => isDict(each) && each.group === group && each.version === version && each.kind === kind)
    )
  })
}

const prefix = '#/components/schemas/'
const dropped = new Set([
  '$ref',
  'x-kubernetes-group-version-kind',
  'x-kubernetes-patch-strategy',
  'x-kubernetes-patch-merge-key',
])

class Unfolding {
  readonly #schemas: Dict
  /** The references on the way here. */
  readonly #chain: readonly string[]

  constructor(schemas: Dict, chain: readonly string[]) {
    this.#schemas = schemas
    this.#chain = chain
  }

  /** @param required is it always there, in what holds it? */
  of(schema: Dict, required: boolean): Dict {
    const reference = referenceIn(schema)
    if (reference === undefined) return this.#plain(schema, required)
    const target = this.#schemas[reference]
    if (!isDict(target)) return this.#plain(schema, required)
    if (this.#chain.filter((each) => each === reference).length >= unfolded) return goesOn(schema, target)
    const found = new Unfolding(this.#schemas, [...this.#chain, reference]).of(target, required)
    if (target.type === undefined || target.type === 'object') found['x-type-name'] = reference.split('.').at(-1)!
    // What stands beside a reference is about this field.
    for (const [key, value] of Object.entries(schema))
      if (value !== undefined && key !== 'allOf' && key !== '$ref' && !isZero(key, value, true)) found[key] = value
    return found
  }

  #plain(schema: Dict, required: boolean): Dict {
    const made = newDict()
    const needed = new Set(isList(schema.required) ? schema.required : [])
    for (const [key, value] of Object.entries(schema)) {
      if (value === undefined || dropped.has(key) || isZero(key, value, required)) continue
      if (key === 'properties' && isDict(value))
        made[key] = this.#each(withoutMetadata(schema, value), (name) => needed.has(name))
      else if ((key === 'items' || key === 'additionalProperties' || key === 'not') && isDict(value))
        lazily(made, key, () => this.of(value, true))
      else if ((key === 'allOf' || key === 'anyOf' || key === 'oneOf') && isList(value))
        made[key] = value.map((item) => (isDict(item) ? this.of(item, false) : item))
      else made[key] = value
    }
    if (made.format !== 'int-or-string') return made
    for (const key of ['type', 'format', 'oneOf', 'anyOf']) delete made[key]
    made['x-kubernetes-int-or-string'] = true
    return made
  }

  #each(properties: Dict, isRequired: (name: string) => boolean): Dict {
    const made = newDict()
    for (const [name, value] of Object.entries(properties))
      if (isDict(value)) lazily(made, name, () => this.of(value, isRequired(name)))
    return made
  }
}

/** Of objects within objects the server replaces it by what all have; so do we. */
function withoutMetadata(schema: Dict, properties: Dict): Dict {
  if (schema['x-kubernetes-embedded-resource'] !== true) return properties
  const { metadata: _, ...others } = properties
  return Object.assign(newDict(), others)
}

/** `$ref`, or the only item of `allOf`, by which a field can say something of its own. */
function referenceIn(schema: Dict): string | undefined {
  const [only, ...more] = isList(schema.allOf) ? schema.allOf : []
  const ref = schema.$ref ?? (more.length === 0 && isDict(only) ? only.$ref : undefined)
  return typeof ref === 'string' && ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined
}

/**
 * Go's zero value is no default: of what is required, or refers to another type, it only says that the field is written in
 * any case.
 */
function isZero(key: string, value: Value, isWritten: boolean): boolean {
  if (key !== 'default' || !isWritten) return false
  return value === '' || value === 0 || value === false || (isDict(value) && Object.keys(value).length === 0)
}

function goesOn(schema: Dict, target: Dict): Dict {
  const made = newDict()
  const description = schema.description ?? target.description
  made.type = target.type ?? 'object'
  if (description !== undefined) made.description = description
  made['x-kubernetes-preserve-unknown-fields'] = true
  return made
}

function lazily(dict: Dict, key: string, make: () => Value): void {
  let made: Value | undefined
  Object.defineProperty(dict, key, {
    get: () => {
      made ??= make()
      return made
    },
    enumerable: true,
    configurable: true,
  })
}
