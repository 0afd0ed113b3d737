import { schemaType, withTypeAndMeta } from '../../../cel/schema-type.ts'
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
  /** Of a property. */
  readonly #name: string | undefined
  #view: Schema | undefined
  #isTyped: boolean | undefined

  private constructor(
    parent: RuleContext | undefined,
    schema: SchemaProps | undefined,
    name: string | undefined,
    maxCardinality: bigint | undefined,
    totalCost: TotalCost,
  ) {
    this.parent = parent
    this.schema = schema
    this.#name = name
    this.maxCardinality = maxCardinality
    this.totalCost = totalCost
  }

  static root(schema: SchemaProps): RuleContext {
    return new RuleContext(undefined, schema, undefined, 1n, new TotalCost())
  }

  /** The context of items or of values, or of a property of this name. */
  child(schema: SchemaProps | undefined, name?: string): RuleContext {
    const elements = this.schema && maxElements(this.schema)
    const cardinality =
      this.maxCardinality === undefined || elements === undefined
        ? undefined
        : saturatingMultiply(this.maxCardinality, elements)
    return new RuleContext(this, schema, name, cardinality, this.totalCost)
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
    const { parent, view } = this
    if (parent?.hasRulesAround && !parent.isTyped) return false
    return view !== undefined && schemaType(view, this.isResource) !== undefined
  }

  /**
   * The schema that types and sizes are taken from; undefined where none is. Where an ancestor has rules, it is found by
   * way of that one: there, a resource's own fields are what Kubernetes says of them.
   */
  get view(): Schema | undefined {
    if (this.schema?.raw === undefined) return undefined
    this.#view ??= this.#viewFromParent() ?? new Schema(this.schema.raw)
    return this.#view
  }

  #viewFromParent(): Schema | undefined {
    const { parent } = this
    if (this.#name === undefined || !parent?.hasRulesAround || !parent.view) return undefined
    const around = parent.isResource ? withTypeAndMeta(parent.view) : parent.view
    return around.properties.get(this.#name)
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
