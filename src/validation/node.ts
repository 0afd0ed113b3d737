import type { ServerVersion } from '../model/server-version.ts'
import type { Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import { formatChecker } from './formats/format-checker.ts'
import { compilePattern, type Matcher } from './pattern.ts'

/**
 * A schema node made ready to judge values: everything decoded once, children on first use. All values of all objects
 * run through these, so every field is a plain property.
 */
export class Node {
  readonly schema: Schema
  readonly version: ServerVersion
  readonly types: readonly string[]
  /** As messages print it: `integer,string` for int-or-string. */
  readonly typeText: string
  /** '' when absent or not enforced on this type. */
  readonly format: string
  readonly nullable: boolean
  readonly enum: readonly Value[] | undefined
  readonly required: readonly string[]
  readonly preserveUnknownFields: boolean
  readonly embeddedResource: boolean
  readonly hasString: boolean
  readonly maxLength: number | undefined
  readonly minLength: number | undefined
  readonly pattern: string
  readonly hasNumber: boolean
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  readonly multipleOf: number | undefined
  readonly minItems: number | undefined
  readonly maxItems: number | undefined
  readonly minProperties: number | undefined
  readonly maxProperties: number | undefined
  readonly allOf: readonly Node[]
  readonly anyOf: readonly Node[]
  readonly oneOf: readonly Node[]
  readonly not: Node | undefined
  readonly hasCombinators: boolean
  readonly hasProperties: boolean
  /** A schema for values beyond `properties`. */
  readonly additional: Node | undefined
  /** `additionalProperties: true`, which keeps keys but knows nothing of their values. */
  readonly additionalAnything: boolean
  /** `additionalProperties: false` */
  readonly additionalForbidden: boolean
  readonly items: Node | undefined
  readonly listType: string | undefined
  readonly #judges: 'resource' | 'default'
  readonly #properties = new Map<string, Node | undefined>()
  #defaults: readonly (readonly [string, Value])[] | undefined
  #matcher: Matcher | undefined
  #checkFormat: ((text: string) => boolean) | undefined
  #formatKnown = false

  /** @param judges `default`: how defaults are judged when the CRD is created, which differs a little */
  constructor(schema: Schema, version: ServerVersion, judges: 'resource' | 'default' = 'resource') {
    const child = (s: Schema | undefined) => s && new Node(s, version, judges)
    this.#judges = judges
    this.schema = schema
    this.version = version
    const isIntOrString = schema.intOrString && judges === 'resource'
    this.types = isIntOrString ? ['integer', 'string'] : schema.type === '' ? [] : [schema.type]
    this.typeText = this.types.join(',')
    this.format = judges === 'default' ? schema.format : enforcedFormat(schema.format, this.types, version)
    this.nullable = schema.nullable
    this.enum = schema.enum?.length ? schema.enum : undefined
    this.required = schema.required
    this.preserveUnknownFields = schema.preserveUnknownFields
    this.embeddedResource = schema.embeddedResource
    this.maxLength = schema.maxLength
    this.minLength = schema.minLength
    this.pattern = schema.pattern
    this.hasString = this.maxLength !== undefined || this.minLength !== undefined || this.pattern !== ''
    this.minimum = schema.minimum
    this.maximum = schema.maximum
    this.multipleOf = schema.multipleOf
    this.hasNumber =
      this.minimum !== undefined || this.maximum !== undefined || this.multipleOf !== undefined || version.minor >= 36
    this.minItems = schema.minItems
    this.maxItems = schema.maxItems
    this.minProperties = schema.minProperties
    this.maxProperties = schema.maxProperties
    this.allOf = schema.allOf.map((s) => new Node(s, version, judges))
    this.anyOf = schema.anyOf.map((s) => new Node(s, version, judges))
    this.oneOf = schema.oneOf.map((s) => new Node(s, version, judges))
    this.not = child(schema.not)
    this.hasCombinators =
      this.allOf.length > 0 || this.anyOf.length > 0 || this.oneOf.length > 0 || this.not !== undefined
    this.hasProperties = schema.properties.size > 0
    const additional = schema.additionalProperties
    this.additional = typeof additional === 'object' ? new Node(additional, version, judges) : undefined
    this.additionalAnything = additional === true
    this.additionalForbidden = additional === false
    this.items = child(schema.items)
    this.listType = schema.listType
  }

  /** The node of a declared property. */
  property(name: string): Node | undefined {
    let node = this.#properties.get(name)
    if (node === undefined && !this.#properties.has(name)) {
      const schema = this.schema.properties.get(name)
      node = schema && new Node(schema, this.version, this.#judges)
      this.#properties.set(name, node)
    }
    return node
  }

  /** Names and values of the properties that have a default other than null. */
  get defaults(): readonly (readonly [string, Value])[] {
    if (!this.#defaults) {
      this.#defaults = [...this.schema.properties.defaults()].filter(([, value]) => value !== null)
    }
    return this.#defaults
  }

  /** The default of this node, null counting as none. */
  get default(): Value | undefined {
    return this.schema.default ?? undefined
  }

  get matcher(): Matcher {
    this.#matcher ??= compilePattern(this.pattern)
    return this.#matcher
  }

  /** Undefined when the format is not one of strings. */
  get checkFormat(): ((text: string) => boolean) | undefined {
    if (!this.#formatKnown) {
      this.#formatKnown = true
      if (this.format !== '') this.#checkFormat = formatChecker(this.format, this.version)
    }
    return this.#checkFormat
  }
}

/**
 * The format, or '' when the server does not enforce it on a schema of these types.
 * Upstream: apiextensions-apiserver/pkg/apiserver/validation/formats.go StripUnsupportedFormatsPostProcessorForVersion.
 */
function enforcedFormat(format: string, types: readonly string[], version: ServerVersion): string {
  if (format === '') return ''
  const type = types.length === 1 ? types[0] : ''
  switch (type) {
    case '':
    case 'string':
      return formatChecker(format, version) ? format : ''
    case 'integer':
      return version.minor >= 36 && (format === 'int32' || format === 'int64') ? format : ''
    case 'number':
      return version.minor >= 36 && (format === 'float' || format === 'double') ? format : ''
    default:
      return ''
  }
}
