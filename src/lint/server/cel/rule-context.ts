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
  /** The name, when it is a property of its parent. */
  readonly name: string | undefined
  /** How often the node may occur; undefined when nothing bounds it. */
  readonly maxCardinality: bigint | undefined
  readonly totalCost: TotalCost

  private constructor(
    parent: RuleContext | undefined,
    schema: SchemaProps | undefined,
    name: string | undefined,
    maxCardinality: bigint | undefined,
    totalCost: TotalCost,
  ) {
    this.parent = parent
    this.schema = schema
    this.name = name
    this.maxCardinality = maxCardinality
    this.totalCost = totalCost
  }

  static root(schema: SchemaProps): RuleContext {
    return new RuleContext(undefined, schema, undefined, 1n, new TotalCost())
  }

  property(schema: SchemaProps, name: string): RuleContext {
    return this.#child(schema, name)
  }
  items(schema: SchemaProps | undefined): RuleContext {
    return this.#child(schema, undefined)
  }
  additionalProperties(schema: SchemaProps | undefined): RuleContext {
    return this.#child(schema, undefined)
  }

  /** Does CEL see a resource here, with apiVersion, kind and metadata? */
  get isResource(): boolean {
    return this.parent === undefined || this.schema?.xEmbeddedResource === true
  }

  #child(schema: SchemaProps | undefined, name: string | undefined): RuleContext {
    const elements = this.schema && maxElements(this.schema)
    const cardinality =
      this.maxCardinality === undefined || elements === undefined
        ? undefined
        : saturatingMultiply(this.maxCardinality, elements)
    return new RuleContext(this, schema, name, cardinality, this.totalCost)
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
