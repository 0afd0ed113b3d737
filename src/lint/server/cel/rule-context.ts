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
  /** How often the node may occur; undefined when nothing bounds it. */
  readonly maxCardinality: bigint | undefined
  readonly totalCost: TotalCost
  #isTyped: boolean | undefined

  private constructor(
    parent: RuleContext | undefined,
    schema: SchemaProps | undefined,
    maxCardinality: bigint | undefined,
    totalCost: TotalCost,
  ) {
    this.parent = parent
    this.schema = schema
    this.maxCardinality = maxCardinality
    this.totalCost = totalCost
  }

  static root(schema: SchemaProps): RuleContext {
    return new RuleContext(undefined, schema, 1n, new TotalCost())
  }

  /** The context of a property, of items, or of values. */
  child(schema: SchemaProps | undefined): RuleContext {
    const elements = this.schema && maxElements(this.schema)
    const cardinality =
      this.maxCardinality === undefined || elements === undefined
        ? undefined
        : saturatingMultiply(this.maxCardinality, elements)
    return new RuleContext(this, schema, cardinality, this.totalCost)
  }

  /** Does CEL see a resource here, with apiVersion, kind and metadata? */
  get isResource(): boolean {
    return this.parent === undefined || this.schema?.xEmbeddedResource === true
  }

  /**
   * Do rules see this node? Not when it has no type, nor when an ancestor that has rules, or is below one that has, has
   * none. Upstream: CELSchemaContext.TypeInfo.
   */
  get isTyped(): boolean {
    this.#isTyped ??= this.#findType()
    return this.#isTyped
  }

  #findType(): boolean {
    const { parent, schema } = this
    if (parent?.hasRulesAround && !parent.isTyped) return false
    return schema?.raw !== undefined && schemaType(new Schema(schema.raw), this.isResource) !== undefined
  }

  /** Does this node or one above it have rules? */
  private get hasRulesAround(): boolean {
    if (this.schema?.xValidations?.length) return true
    return this.parent ? this.parent.hasRulesAround : false
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
