import { rootTypeName } from '../../../cel/compile-rules.ts'
import { escapeName } from '../../../cel/escape.ts'
import { schemaType } from '../../../cel/schema-type.ts'
import { Schema } from '../../../schema/schema.ts'
import type { SchemaProps } from '../types.ts'
import { saturatingMultiply, TotalCost } from './cost.ts'

/**
 * What the ancestors of a schema mean for its rules: how often they may run, and what all have cost so far.
 * Upstream: cel_validation.go CELSchemaContext.
 */
export class RuleContext {
  readonly parent: RuleContext | undefined
  /** Undefined for the place of a schema that is not there. */
  readonly schema: SchemaProps | undefined
  /** As what it stands in its parent, and the name when it is a property. */
  readonly step: 'root' | 'property' | 'items' | 'values'
  readonly name: string
  /** How often the node may occur; undefined when nothing bounds it. */
  readonly maxCardinality: bigint | undefined
  readonly totalCost: TotalCost
  #typeName: string | undefined | null = null

  private constructor(
    parent: RuleContext | undefined,
    schema: SchemaProps | undefined,
    [step, name]: readonly [RuleContext['step'], string],
    maxCardinality: bigint | undefined,
    totalCost: TotalCost,
  ) {
    this.parent = parent
    this.schema = schema
    this.step = step
    this.name = name
    this.maxCardinality = maxCardinality
    this.totalCost = totalCost
  }

  static root(schema: SchemaProps): RuleContext {
    return new RuleContext(undefined, schema, ['root', ''], 1n, new TotalCost())
  }

  property(schema: SchemaProps, name: string): RuleContext {
    return this.#child(schema, 'property', name)
  }
  items(schema: SchemaProps | undefined): RuleContext {
    return this.#child(schema, 'items', '')
  }
  additionalProperties(schema: SchemaProps | undefined): RuleContext {
    return this.#child(schema, 'values', '')
  }

  /** Does CEL see a resource here, with apiVersion, kind and metadata? */
  get isResource(): boolean {
    return this.parent === undefined || this.schema?.xEmbeddedResource === true
  }

  /**
   * The name of the type under which rules see this node; undefined when it has none, or an ancestor with rules has
   * none. Types are named within those of the outermost node with rules.
   * Upstream: CELSchemaContext.TypeInfo.
   */
  get typeName(): string | undefined {
    if (this.#typeName === null) this.#typeName = this.#findTypeName()
    return this.#typeName
  }

  #findTypeName(): string | undefined {
    const { parent, schema } = this
    const own = schema?.raw && schemaType(new Schema(schema.raw), this.isResource)
    const outermost = parent ? !parent.#hasRulesAround : true
    if (outermost) return own && rootTypeName
    const around = parent?.typeName
    if (around === undefined || !own) return undefined
    if (this.step !== 'property') return `${around}.${this.step === 'items' ? '@idx' : '@elem'}`
    // The parent does not see properties whose names cannot be escaped.
    return escapeName(this.name) === undefined ? rootTypeName : `${around}.${this.name}`
  }

  /** Does this node or one above it have rules? */
  get #hasRulesAround(): boolean {
    if (this.schema?.xValidations?.length) return true
    return this.parent ? this.parent.#hasRulesAround : false
  }

  #child(schema: SchemaProps | undefined, step: RuleContext['step'], name: string): RuleContext {
    const elements = this.schema && maxElements(this.schema)
    const cardinality =
      this.maxCardinality === undefined || elements === undefined
        ? undefined
        : saturatingMultiply(this.maxCardinality, elements)
    return new RuleContext(this, schema, [step, name], cardinality, this.totalCost)
  }
}

/** How many children one node of this schema may have. Upstream: extractMaxElements. */
function maxElements(schema: SchemaProps): bigint | undefined {
  if (schema.type === 'object' && schema.additionalProperties) return bound(schema.maxProperties)
  return schema.type === 'array' ? bound(schema.maxItems) : 1n
}

function bound(max: number | bigint | undefined): bigint | undefined {
  if (max === undefined) return undefined
  return max < 0 ? 0n : BigInt(max)
}
