import { Plain } from '../model/plain.ts'
import type { Schema } from '../schema/schema.ts'

/** How often a field is set in live objects, and by whom. */
export interface FieldUsage {
  path: string
  objects: number
  /** The managers that own it somewhere, the busiest first. */
  managers: readonly { name: string; objects: number }[]
}

/** How the fields of a resource are used. */
export interface Usage {
  objects: number
  /** In the order of paths. */
  fields: readonly FieldUsage[]
  /** Fields that the schema has and no object sets; not those below one that is never set. */
  unused: readonly string[]
}

/** So many managers are told apart for one field; what it takes to hold them is bounded by that and the schema. */
const mostManagers = 50
/** Of what no schema describes, this many paths are told apart. */
const mostPaths = 20_000

interface Counted {
  objects: number
  managers: Map<string, number>
}

/**
 * Counts which fields are set, object by object; nothing of an object is kept. Items of lists and values of maps count as one field
 * each, `[]` and `*`, and what the schema does not describe is not looked into.
 */
export class UsageCounter {
  readonly #schema: Schema | undefined
  readonly #fields = new Map<string, Counted>()
  #objects = 0

  constructor(schema: Schema | undefined) {
    this.#schema = schema
  }

  /** @param object as `JSON.parse` gives it */
  add(object: unknown): void {
    this.#objects++
    const set = new Set<string>()
    if (isObject(object))
      for (const [name, value] of Object.entries(object))
        if (!heading.has(name)) collect(value, this.#schema?.properties.get(name), name, set)
    for (const path of set) {
      const counted = this.#at(path)
      if (counted) counted.objects++
    }
    const managed = new Plain(object).at('metadata').each('managedFields')
    const owned = new Map<string, Set<string>>()
    for (const entry of managed) {
      const name = entry.text('manager')
      const paths = owned.get(name) ?? new Set()
      owned.set(name, paths)
      for (const key of entry.at('fieldsV1').keys())
        if (key.startsWith('f:') && !heading.has(key.slice(2)))
          collectOwned(entry.at('fieldsV1').at(key), this.#schema?.properties.get(key.slice(2)), key.slice(2), paths)
    }
    for (const [name, paths] of owned)
      for (const path of paths) {
        const managers = this.#fields.get(path)?.managers
        if (managers && (managers.has(name) || managers.size < mostManagers))
          managers.set(name, (managers.get(name) ?? 0) + 1)
      }
  }

  result(): Usage {
    const fields = [...this.#fields].map(([path, { objects, managers }]) => ({
      path,
      objects,
      managers: [...managers].map(([name, objects]) => ({ name, objects })).sort((a, b) => b.objects - a.objects),
    }))
    fields.sort((a, b) => (a.path < b.path ? -1 : 1))
    return { objects: this.#objects, fields, unused: this.#schema ? unusedOf(this.#schema, this.#fields) : [] }
  }

  #at(path: string): Counted | undefined {
    let counted = this.#fields.get(path)
    if (!counted && this.#fields.size < mostPaths)
      this.#fields.set(path, (counted = { objects: 0, managers: new Map() }))
    return counted
  }
}

const heading = new Set(['apiVersion', 'kind', 'metadata'])
const deepest = 100

function collect(value: unknown, schema: Schema | undefined, path: string, into: Set<string>, depth = 0): void {
  into.add(path)
  if (!schema || depth > deepest) return
  if (Array.isArray(value)) {
    if (schema.items) for (const item of value) collect(item, schema.items, `${path}[]`, into, depth + 1)
  } else if (isObject(value)) {
    const values = valuesOf(schema)
    for (const [name, child] of Object.entries(value)) {
      const own = schema.properties.get(name)
      if (own) collect(child, own, `${path}.${name}`, into, depth + 1)
      else collect(child, values, `${path}.*`, into, depth + 1)
    }
  }
}

/** The fields that an entry of managedFields names: `f:` a field, `k:` and `v:` an item, `.` the thing itself. */
function collectOwned(set: Plain, schema: Schema | undefined, path: string, into: Set<string>, depth = 0): void {
  into.add(path)
  if (!schema || depth > deepest) return
  const values = valuesOf(schema)
  for (const key of set.keys()) {
    if (key.startsWith('f:')) {
      const name = key.slice(2)
      const own = schema.properties.get(name)
      collectOwned(set.at(key), own ?? values, own ? `${path}.${name}` : `${path}.*`, into, depth + 1)
    } else if (/^[kvi]:/.test(key)) collectOwned(set.at(key), schema.items, `${path}[]`, into, depth + 1)
  }
}

function unusedOf(schema: Schema, used: ReadonlyMap<string, unknown>, path = ''): string[] {
  const unused: string[] = []
  for (const [name, child] of schema.properties) {
    if (path === '' && heading.has(name)) continue
    const at = path === '' ? name : `${path}.${name}`
    if (used.has(at)) unused.push(...below(child, used, at))
    else unused.push(at)
  }
  return unused
}

function below(schema: Schema, used: ReadonlyMap<string, unknown>, path: string): string[] {
  const own = unusedOf(schema, used, path)
  const items = schema.items && used.has(`${path}[]`) ? below(schema.items, used, `${path}[]`) : []
  const values = valuesOf(schema)
  return [...own, ...items, ...(values && used.has(`${path}.*`) ? below(values, used, `${path}.*`) : [])]
}

function valuesOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
