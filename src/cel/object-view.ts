import { type Dict, deepEqual, type Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import { equalTo } from './equality.ts'
import { escapeName } from './escape.ts'
import type { Raw } from './raw.ts'
import { type CelFailure, CelMap, type CelValue, isFailure, noSuchOverload, orNoSuchOverload } from './value.ts'

/** Makes a value of data, by its schema. */
export type View = (value: Raw, schema: Schema) => CelValue

/** An object of the data. Upstream: apiserver/pkg/cel/common/valuesunstructured.go unstructuredMap. */
export class ObjectView extends CelMap {
  readonly raw: Dict
  readonly schema: Schema
  readonly #view: View
  readonly #isObject: boolean
  get goType(): string {
    return '*common.unstructuredMap'
  }

  constructor(raw: Dict, schema: Schema, view: View) {
    super()
    this.raw = raw
    this.schema = schema
    this.#view = view
    this.#isObject = schema.properties.size > 0
  }

  get size(): number {
    return Object.keys(this.raw).length
  }

  get(key: CelValue): CelValue | undefined {
    if (typeof key !== 'string') return orNoSuchOverload(key)
    return this.#isObject ? this.#property(key) : this.#entry(key)
  }

  #property(escaped: string): CelValue | undefined {
    // Most names have nothing to unescape.
    const name = escaped.includes('__') ? unescapeName(escaped) : escaped
    const value = this.raw[name]
    // A nullable field that is null counts as absent.
    if (value === undefined || value === null) return undefined
    const schema = this.schema.properties.get(name)
    return schema && this.#view(value, schema)
  }

  #entry(key: string): CelValue | undefined {
    const value = this.raw[key]
    const schema = this.schema.additionalProperties
    return value === undefined || typeof schema !== 'object' ? undefined : this.#view(value, schema)
  }

  contains(key: CelValue): CelValue {
    const value = this.get(key)
    return isFailure(value) ? value : value !== undefined
  }

  #isKnown(name: string): boolean {
    return this.#isObject ? this.schema.properties.has(name) : typeof this.schema.additionalProperties === 'object'
  }

  /** Of entries that have no schema, upstream yields nulls at the end. */
  keys(): CelValue[] {
    const names = Object.keys(this.raw)
    const known = names.filter((name) => this.#isKnown(name))
    const keys: CelValue[] = this.#isObject ? known.map((name) => escapeName(name) ?? name) : known
    while (keys.length < names.length) keys.push(null)
    return keys
  }

  equals(other: CelValue): boolean | CelFailure {
    if (!(other instanceof CelMap)) return orNoSuchOverload(other)
    if (this.size !== other.size) return false
    for (const name of Object.keys(this.raw)) {
      const same = this.#isKnown(name) ? this.#sameAt(name, other) : this.#sameUnknown(name, other)
      if (same !== true) return same
    }
    return true
  }

  #sameAt(name: string, other: CelMap): boolean | CelFailure {
    const mine = this.get(name)
    const theirs = other.get(name)
    if (mine === undefined || theirs === undefined) return mine === theirs
    return equalTo(mine, theirs)
  }

  #sameUnknown(name: string, other: CelMap): boolean | CelFailure {
    if (!(other instanceof ObjectView)) return noSuchOverload
    const theirs = other.raw[name]
    return theirs === undefined || deepEqual(this.raw[name] as Value, theirs)
  }
}

function unescapeName(escaped: string): string {
  const word = /^__([a-z]+)__$/.exec(escaped)
  if (word && escapeName(word[1]!) === escaped) return word[1]!
  return escaped.replace(/__(underscores|dot|dash|slash)__/g, (_, name: string) => unescapes[name]!)
}

const unescapes: Record<string, string | undefined> = { underscores: '__', dot: '.', dash: '-', slash: '/' }
