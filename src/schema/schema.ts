import type { Path } from '../model/path.ts'
import { mayHold } from '../model/unread.ts'
import { type Dict, Float, isDict, isList, newDict, toNumber, type Value } from '../model/value.ts'

/** One entry of x-kubernetes-validations. Upstream: apiextensions/v1 ValidationRule. */
export interface ValidationRule {
  rule: string
  message: string
  messageExpression: string
  reason: string | undefined
  fieldPath: string
  optionalOldSelf: boolean | undefined
  raw: Dict
}

/**
 * One node of an OpenAPI v3 schema as apiextensions.k8s.io knows it (upstream: apiextensions/v1 JSONSchemaProps).
 *
 * A view of the CRD's own data: `raw` keeps every key and its position, and everything is decoded on first use, so
 * that a large CRD costs only what is looked at. A key of the wrong JSON type reads as absent: the server refuses such
 * a CRD as a whole, which is for the CRD rules to say.
 */
export class Schema {
  readonly raw: Dict
  readonly #parent: Path | Schema
  readonly #steps: Path
  #properties: Properties | undefined
  #items: Schema | undefined | null = null
  #additional: Schema | boolean | undefined | null = null

  /** @param parent the schema that holds this one, or the path that the steps are to be added to */
  constructor(raw: Dict, parent: Path | Schema = [], ...steps: Path) {
    this.raw = raw
    this.#parent = parent
    this.#steps = steps
  }

  /** Property names and list indexes from the root of the document that holds the schema. */
  get path(): Path {
    return [...(this.#parent instanceof Schema ? this.#parent.path : this.#parent), ...this.#steps]
  }

  get type(): string {
    return text(this.raw.type) ?? ''
  }
  get format(): string {
    return text(this.raw.format) ?? ''
  }
  get title(): string {
    return text(this.raw.title) ?? ''
  }
  get description(): string {
    return text(this.raw.description) ?? ''
  }
  /** undefined when there is none; JSON null is a default too. */
  get default(): Value | undefined {
    return this.raw.default
  }
  get example(): Value | undefined {
    return this.raw.example
  }
  get nullable(): boolean {
    return this.raw.nullable === true
  }
  get enum(): readonly Value[] | undefined {
    return isList(this.raw.enum) ? this.raw.enum : undefined
  }
  get pattern(): string {
    return text(this.raw.pattern) ?? ''
  }
  /** float64, as the server keeps it. */
  get minimum(): number | undefined {
    return float64(this.raw.minimum)
  }
  get maximum(): number | undefined {
    return float64(this.raw.maximum)
  }
  get multipleOf(): number | undefined {
    return float64(this.raw.multipleOf)
  }
  get exclusiveMinimum(): boolean {
    return this.raw.exclusiveMinimum === true
  }
  get exclusiveMaximum(): boolean {
    return this.raw.exclusiveMaximum === true
  }
  /** int64 */
  get minLength(): number | undefined {
    return int64(this.raw.minLength)
  }
  get maxLength(): number | undefined {
    return int64(this.raw.maxLength)
  }
  get minItems(): number | undefined {
    return int64(this.raw.minItems)
  }
  get maxItems(): number | undefined {
    return int64(this.raw.maxItems)
  }
  get minProperties(): number | undefined {
    return int64(this.raw.minProperties)
  }
  get maxProperties(): number | undefined {
    return int64(this.raw.maxProperties)
  }
  get required(): readonly string[] {
    return strings(this.raw.required)
  }
  get properties(): Properties {
    if (!this.#properties) {
      const raw = this.raw.properties
      this.#properties = new Properties(isDict(raw) ? raw : newDict(), this)
    }
    return this.#properties
  }
  get items(): Schema | undefined {
    if (this.#items === null) {
      const raw = this.raw.items
      this.#items = isDict(raw) ? new Schema(raw, this, 'items') : undefined
    }
    return this.#items
  }
  /** A schema for the values, `true` (anything), `false` (nothing), or undefined. */
  get additionalProperties(): Schema | boolean | undefined {
    if (this.#additional === null) {
      const raw = this.raw.additionalProperties
      this.#additional =
        typeof raw === 'boolean' ? raw : isDict(raw) ? new Schema(raw, this, 'additionalProperties') : undefined
    }
    return this.#additional
  }
  get allOf(): readonly Schema[] {
    return this.#list('allOf')
  }
  get anyOf(): readonly Schema[] {
    return this.#list('anyOf')
  }
  get oneOf(): readonly Schema[] {
    return this.#list('oneOf')
  }
  get not(): Schema | undefined {
    return isDict(this.raw.not) ? new Schema(this.raw.not, this, 'not') : undefined
  }
  /** What its type is called, where a server publishes types that have names; '' in a CRD. */
  get typeName(): string {
    return text(this.raw['x-type-name']) ?? ''
  }
  get intOrString(): boolean {
    return this.raw['x-kubernetes-int-or-string'] === true
  }
  get preserveUnknownFields(): boolean {
    return this.raw['x-kubernetes-preserve-unknown-fields'] === true
  }
  get embeddedResource(): boolean {
    return this.raw['x-kubernetes-embedded-resource'] === true
  }
  /** atomic, set, map; undefined when not given (a list is then atomic). */
  get listType(): string | undefined {
    return text(this.raw['x-kubernetes-list-type'])
  }
  get listMapKeys(): readonly string[] {
    return strings(this.raw['x-kubernetes-list-map-keys'])
  }
  /** granular, atomic; undefined when not given (granular). */
  get mapType(): string | undefined {
    return text(this.raw['x-kubernetes-map-type'])
  }
  get validations(): readonly ValidationRule[] {
    const raw = this.raw['x-kubernetes-validations']
    if (!isList(raw)) return []
    return raw.filter(isDict).map((rule) => ({
      rule: text(rule.rule) ?? '',
      message: text(rule.message) ?? '',
      messageExpression: text(rule.messageExpression) ?? '',
      reason: text(rule.reason),
      fieldPath: text(rule.fieldPath) ?? '',
      optionalOldSelf: typeof rule.optionalOldSelf === 'boolean' ? rule.optionalOldSelf : undefined,
      raw: rule,
    }))
  }

  #list(key: 'allOf' | 'anyOf' | 'oneOf'): Schema[] {
    const raw = this.raw[key]
    if (!isList(raw)) return []
    return raw.map((child, i) => new Schema(isDict(child) ? child : newDict(), this, key, i))
  }
}

/** The properties of a schema, in the order of the CRD; each is made on first use. */
export class Properties {
  readonly #raw: Dict
  readonly #names: readonly string[]
  readonly #owner: Schema
  readonly #made = new Map<string, Schema>()

  constructor(raw: Dict, owner: Schema) {
    this.#raw = raw
    this.#names = Object.keys(raw)
    this.#owner = owner
  }

  get size(): number {
    return this.#names.length
  }

  has(name: string): boolean {
    return name in this.#raw
  }

  get(name: string): Schema | undefined {
    let schema = this.#made.get(name)
    if (!schema && name in this.#raw) {
      const raw = this.#raw[name]
      schema = new Schema(isDict(raw) ? raw : newDict(), this.#owner, 'properties', name)
      this.#made.set(name, schema)
    }
    return schema
  }

  keys(): readonly string[] {
    return this.#names
  }

  /** The names of those that may hold a key of this name, at any depth. */
  *mayHold(key: string): Generator<string> {
    for (const name of this.#names) if (mayHold(this.#raw, name, key)) yield name
  }

  /** Those that have a default, JSON null included. */
  *defaults(): Generator<[string, Value]> {
    for (const name of this.mayHold('default')) {
      const raw = this.#raw[name]
      if (isDict(raw) && raw.default !== undefined) yield [name, raw.default]
    }
  }

  *[Symbol.iterator](): Generator<[string, Schema]> {
    for (const name of this.#names) yield [name, this.get(name)!]
  }
}

function text(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function strings(value: Value | undefined): readonly string[] {
  // Go reads null as the empty text.
  return isList(value) ? value.map((item) => item ?? '').filter((item) => typeof item === 'string') : []
}

function float64(value: Value | undefined): number | undefined {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float ? toNumber(value) : undefined
}

function int64(value: Value | undefined): number | undefined {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined
}
