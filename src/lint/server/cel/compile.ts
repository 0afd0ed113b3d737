import { type CompiledRule as Compiled, compileRules } from '../../../cel/compile-rules.ts'
import { environment } from '../../../cel/environment.ts'
import { estimateCost } from '../../../cel/estimate.ts'
import { SchemaSizes } from '../../../cel/schema-size.ts'
import { type Dict, newDict } from '../../../model/value.ts'
import { Schema } from '../../../schema/schema.ts'
import type { Options } from '../options.ts'
import type { SchemaProps } from '../types.ts'
import type { RuleContext } from './rule-context.ts'

/** What compiling one entry of x-kubernetes-validations yields. Upstream: schema/cel/compilation.go CompilationResult. */
export interface CompiledRule {
  /** Estimated cost of one evaluation: uint64. */
  maxCost: bigint
  /** How often it may run at most, when no ancestor bounds it: uint64. */
  maxCardinality: bigint
  error: string | undefined
  messageExpressionError: string | undefined
  /** undefined when there is no messageExpression that compiles. */
  messageExpressionMaxCost: bigint | undefined
  usesOldSelf: boolean
}

/**
 * Compiles the rules of a schema.
 * @returns one result a rule; or why the node has no type
 */
export function compile(
  schema: SchemaProps,
  context: RuleContext,
  options: Options,
): CompiledRule[] | { internalError: string } {
  const view = withRules(context.view!, schema.raw!)
  // Rules of new CRDs may use what the previous version knows; those that are stored, all that this one knows.
  const [fresh, stored] = [environment(options.server.minor - 1), environment(options.server.minor)]
  const compiled = context.isTyped ? compileRules(view, context.isResource, fresh) : undefined
  if (!compiled) {
    const why = 'unable to convert structural schema to CEL declarations'
    const what = 'failed to construct type information for x-kubernetes-validations rules'
    return { internalError: `internal error: ${what}: ${why}` }
  }
  const isStored = ({ rule }: Compiled) => options.preexisting.rules.has(rule.rule)
  const again = compiled.some(isStored) ? compileRules(view, context.isResource, stored) : undefined
  const sizes = new SchemaSizes(view, context.isResource)
  return compiled.map((rule, i) => result(isStored(rule) ? (again?.[i] ?? rule) : rule, sizes))
}

/** The schema that gives the types, with the rules of the one that has them. */
function withRules(view: Schema, { 'x-kubernetes-validations': rules }: Dict): Schema {
  if (view.raw['x-kubernetes-validations'] === rules) return view
  return new Schema(Object.assign(newDict(), view.raw, { 'x-kubernetes-validations': rules }))
}

function result(
  { error, messageError, checked, checkedMessage, usesOldSelf }: Compiled,
  sizes: SchemaSizes,
): CompiledRule {
  return {
    maxCost: checked ? estimateCost(checked, sizes).max : 0n,
    maxCardinality: checked ? sizes.maxCardinality : 0n,
    error,
    messageExpressionError: messageError,
    messageExpressionMaxCost: checkedMessage && estimateCost(checkedMessage, sizes).max,
    usesOldSelf,
  }
}
