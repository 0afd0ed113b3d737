import { type Causes, plain } from '../causes.ts'
import { types } from '../decode/definition-types.ts'
import type { Options } from '../options.ts'
import type { Place } from '../place.ts'
import type { Surroundings } from '../schema/surroundings.ts'
import type { SchemaProps, ValidationRule } from '../types.ts'
import { type CompiledRule, compile } from './compile.ts'
import { costText, perRuleLimit, saturatingMultiply } from './cost.ts'
import type { RuleContext } from './rule-context.ts'

/**
 * Compiles the rules of one schema, and says what is wrong with them and what they may cost.
 * Upstream: validation.go ValidateCustomResourceDefinitionOpenAPISchema.
 */
export function checkCompiledRules(
  schema: SchemaProps,
  context: RuleContext,
  around: Surroundings,
  options: Options,
  place: Place,
  causes: Causes,
): void {
  const at = place.child('x-kubernetes-validations')
  const compiled = compile(schema, context, options)
  if ('internalError' in compiled) {
    causes.internal('CRD0231', at, compiled.internalError)
    return
  }
  compiled.forEach((result, i) => {
    checkRule(schema.xValidations![i]!, result, context, around, options, at.index(i), causes)
  })
}

function checkRule(
  rule: ValidationRule,
  compiled: CompiledRule,
  context: RuleContext,
  around: Surroundings,
  options: Options,
  place: Place,
  causes: Causes,
): void {
  const ruleAt = place.child('rule')
  const messageAt = place.child('messageExpression')
  const cost = saturatingMultiply(compiled.maxCost, context.maxCardinality ?? compiled.maxCardinality)
  if (!options.suppressPerExpressionCost && cost > perRuleLimit) {
    causes.forbidden('CRD0232', ruleAt, costText('estimated rule cost', cost, perRuleLimit))
  }
  context.totalCost.add(ruleAt, cost)
  if (compiled.error !== undefined) causes.invalid('CRD0231', ruleAt, types.rule.print(rule), compiled.error)

  const messageCost = compiled.messageExpressionMaxCost
  if (compiled.messageExpressionError !== undefined) {
    causes.invalid('CRD0231', messageAt, types.rule.print(rule), compiled.messageExpressionError)
  } else if (messageCost !== undefined) {
    if (!options.suppressPerExpressionCost && messageCost > perRuleLimit) {
      causes.forbidden('CRD0232', messageAt, costText('estimated messageExpression cost', messageCost, perRuleLimit))
    }
    context.totalCost.add(messageAt, messageCost)
  }
  checkTransition(rule, compiled, around, place, causes)
}

function checkTransition(
  rule: ValidationRule,
  compiled: CompiledRule,
  around: Surroundings,
  place: Place,
  causes: Causes,
): void {
  if (!compiled.usesOldSelf) {
    if (rule.optionalOldSelf === undefined) return
    const detail = 'may not be set if oldSelf is not used in rule'
    causes.invalid('CRD0233', place.child('optionalOldSelf'), String(rule.optionalOldSelf), detail)
  } else if (around.uncorrelatable) {
    const within = around.uncorrelatable.field
    const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${within}`
    causes.invalid('CRD0233', place.child('rule'), plain(rule.rule), detail)
  }
}
