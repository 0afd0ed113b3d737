import { marshal } from '../model/go/json.ts'
import { type Moment, parseDate, parseRFC3339 } from '../model/go/rfc3339.ts'
import { parseDuration } from '../model/go/time.ts'
import { type Dict, deepEqual, Float, isDict, isInt, isList, toNumber, type Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import { equalInOrder } from './collections.ts'
import { escapeName } from './escape.ts'
import { equals } from './operations.ts'
import { withTypeAndMeta } from './schema-type.ts'
import { CelFailure, CelList, CelMap, type CelValue, Duration, noSuchOverload, Timestamp } from './value.ts'

/**
 * A value of an object as rules see it, by its schema. Containers are views: nothing below them is converted before it
 * is looked at. Upstream: apiserver/pkg/cel/common/valuesunstructured.go UnstructuredToVal.
 */
export function view(value: Value, schema: Schema, isRoot = false): CelValue {
  if (value === null) {
    return schema.nullable ? null : new CelFailure('invalid data, got null for schema with nullable=false')
  }
  if (schema.intOrString) {
    if (typeof value === 'string') return value
    if (isInt(value)) return BigInt(value)
    return new CelFailure('invalid data, expected XIntOrString value to be either a string or integer')
  }
  switch (schema.type) {
    case 'object':
      if (!isDict(value)) return new CelFailure('invalid data, expected a map for the provided schema with type=object')
      return new ObjectView(value, isRoot || schema.embeddedResource ? withTypeAndMeta(schema) : schema)
    case 'array':
      if (!isList(value))
        return new CelFailure('invalid data, expected an array for the provided schema with type=array')
      if (!schema.items) return new CelFailure('invalid array type, expected Items with a non-empty Schema')
      return new ListView(value, schema)
    case 'string':
      return typeof value === 'string' ? viewText(value, schema.format) : unexpected('string', value)
    case 'number':
      if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float) return toNumber(value)
      return unexpected('float', value)
    case 'integer':
      return isInt(value) ? BigInt(value) : unexpected('int', value)
    case 'boolean':
      return typeof value === 'boolean' ? value : unexpected('bool', value)
    default:
      if (schema.preserveUnknownFields) return new Preserved(value)
      return new CelFailure(
        'invalid type, expected object, array, number, integer, boolean or string, or no type with ' +
          `x-kubernetes-int-or-string or x-kubernetes-preserve-unknown-fields is true, got ${schema.type}`,
      )
  }
}

function unexpected(wanted: string, value: Value): CelFailure {
  return new CelFailure(`invalid data, expected ${wanted}, got ${goType(value)}`)
}

function goType(value: Value): string {
  if (isList(value)) return '[]interface {}'
  if (isDict(value)) return 'map[string]interface {}'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return isInt(value) ? 'int64' : 'float64'
}

function viewText(text: string, format: string): CelValue {
  switch (format) {
    case 'byte':
      return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    case 'duration': {
      const ns = parseDuration(text)
      return ns === undefined ? new CelFailure(`Invalid duration ${text}`) : new Duration(ns)
    }
    case 'date':
      return moment(parseDate(text), (error) => `Invalid date formatted string ${text}: ${error}`)
    case 'date-time':
      return moment(parseRFC3339(text.toUpperCase()), () => `Invalid date-time formatted string ${text}`)
    default:
      return text
  }
}

function moment(parsed: Moment | string, failure: (error: string) => string): CelValue {
  return typeof parsed === 'string'
    ? new CelFailure(failure(parsed))
    : new Timestamp(BigInt(parsed.seconds) * 1_000_000_000n + BigInt(parsed.nanos))
}

/** Data without a type: it can be compared, and nothing else. */
class Preserved extends CelMap {
  readonly value: Value
  constructor(value: Value) {
    super()
    this.value = value
  }
  get size(): number {
    return 1
  }
  get(): undefined {
    return undefined
  }
  keys(): CelValue[] {
    return []
  }
  equals(other: CelMap): boolean {
    return other instanceof Preserved && deepEqual(this.value, other.value)
  }
}

class ObjectView extends CelMap {
  readonly value: Dict
  readonly schema: Schema
  readonly #isObject: boolean

  constructor(value: Dict, schema: Schema) {
    super()
    this.value = value
    this.schema = schema
    this.#isObject = schema.properties.size > 0
  }

  get size(): number {
    return Object.keys(this.value).length
  }

  get(key: CelValue): CelValue | undefined {
    if (typeof key !== 'string') return noSuchOverload
    return this.#isObject ? this.#property(key) : this.#entry(key)
  }

  #property(escaped: string): CelValue | undefined {
    const name =
      this.schema.properties.has(escaped) && escapeName(escaped) === escaped ? escaped : unescapeName(escaped)
    const value = this.value[name]
    // A nullable field that is null counts as absent.
    if (value === undefined || value === null) return undefined
    const schema = this.schema.properties.get(name)
    return schema && view(value, schema)
  }

  #entry(key: string): CelValue | undefined {
    const value = this.value[key]
    const schema = this.schema.additionalProperties
    return value === undefined || typeof schema !== 'object' ? undefined : view(value, schema)
  }

  keys(): CelValue[] {
    const names = Object.keys(this.value)
    if (!this.#isObject) return typeof this.schema.additionalProperties === 'object' ? names : []
    return names.filter((name) => this.schema.properties.has(name)).map((name) => escapeName(name) ?? name)
  }

  equals(other: CelMap): boolean | CelFailure {
    if (this.size !== other.size) return false
    for (const name of Object.keys(this.value)) {
      const key = this.#isObject ? (escapeName(name) ?? name) : name
      const known = this.#isObject
        ? this.schema.properties.has(name)
        : typeof this.schema.additionalProperties === 'object'
      if (known) {
        const [mine, theirs] = [this.get(key), other.get(key)]
        if ((mine === undefined) !== (theirs === undefined)) return false
        if (mine === undefined || theirs === undefined) continue
        const same = equals(mine, theirs)
        if (same !== true) return same
      } else if (other instanceof ObjectView) {
        const theirs = other.value[name]
        if (theirs !== undefined && !deepEqual(this.value[name]!, theirs)) return false
      } else return noSuchOverload
    }
    return true
  }
}

function unescapeName(escaped: string): string {
  const word = /^__([a-z]+)__$/.exec(escaped)
  if (word && escapeName(word[1]!) === escaped) return word[1]!
  return escaped.replace(/__(underscores|dot|dash|slash)__/g, (_, name: string) => unescapes[name]!)
}

const unescapes: Record<string, string | undefined> = { underscores: '__', dot: '.', dash: '-', slash: '/' }

class ListView extends CelList {
  readonly values: readonly Value[]
  readonly schema: Schema

  constructor(values: readonly Value[], schema: Schema) {
    super()
    this.values = values
    this.schema = schema
  }

  get size(): number {
    return this.values.length
  }

  at(index: number): CelValue {
    return view(this.values[index]!, this.schema.items!)
  }

  equals(other: CelList): boolean | CelFailure {
    if (this.schema.listType === 'set') return this.#equalsSet(other)
    if (this.schema.listType === 'map') return this.#equalsMap(other)
    return equalInOrder(this, other)
  }

  #equalsSet(other: CelList): boolean {
    if (this.size !== other.size) return false
    const mine = new Set(this.values.map(scalarKey))
    for (const key of keysOf(other)) if (!mine.has(key)) return false
    return true
  }

  #equalsMap(other: CelList): boolean | CelFailure {
    if (this.size !== other.size) return false
    const mine = new Map(this.values.map((item, i) => [this.#mapKey(item), i]))
    for (let i = 0; i < other.size; i++) {
      const index = other instanceof ListView ? mine.get(this.#mapKey(other.values[i]!)) : undefined
      if (index === undefined) return false
      const same = equals(this.at(index), other.at(i))
      if (same !== true) return same
    }
    return true
  }

  #mapKey(item: Value): string {
    return isDict(item) ? this.schema.listMapKeys.map((name) => scalarKey(item[name] ?? null)).join(' ') : ''
  }

  add(other: CelList): CelList {
    const theirs = other instanceof ListView ? other.values : undefined
    if (!theirs) return new Joined(this, other)
    if (this.schema.listType === 'set') {
      const seen = new Set(this.values.map(scalarKey))
      const fresh = theirs.filter((value) => !seen.has(scalarKey(value)) && seen.add(scalarKey(value)))
      return new ListView([...this.values, ...fresh], this.schema)
    }
    if (this.schema.listType === 'map') {
      const values = [...this.values]
      const at = new Map(values.map((item, i) => [this.#mapKey(item), i]))
      for (const item of theirs) {
        const index = at.get(this.#mapKey(item))
        if (index === undefined) values.push(item)
        else values[index] = item
      }
      return new ListView(values, this.schema)
    }
    return new ListView([...this.values, ...theirs], this.schema)
  }
}

/** A list of the data with computed items behind it. */
class Joined extends CelList {
  readonly #first: CelList
  readonly #second: CelList
  constructor(first: CelList, second: CelList) {
    super()
    this.#first = first
    this.#second = second
  }
  get size(): number {
    return this.#first.size + this.#second.size
  }
  at(index: number): CelValue {
    return index < this.#first.size ? this.#first.at(index) : this.#second.at(index - this.#first.size)
  }
  equals(other: CelList): boolean | CelFailure {
    return equalInOrder(this, other)
  }
  add(other: CelList): CelList {
    return new Joined(this, other)
  }
}

function* keysOf(list: CelList): Generator<string> {
  for (let i = 0; i < list.size; i++) {
    if (list instanceof ListView) yield scalarKey(list.values[i]!)
    else {
      const item = list.at(i)
      yield typeof item === 'bigint'
        ? `i${item}`
        : typeof item === 'number'
          ? `f${item}`
          : `${typeof item}${String(item)}`
    }
  }
}

/** Go's equality of interface values: the type counts. */
function scalarKey(value: Value): string {
  if (isInt(value)) return `i${value}`
  if (typeof value === 'number' || value instanceof Float) return `f${toNumber(value)}`
  if (typeof value === 'object') return `json${marshal(value)}`
  return `${typeof value}${String(value)}`
}
