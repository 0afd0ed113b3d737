import type { CompiledRule } from '../cel/compile-rules.ts'
import { type CelValue, isFailure } from '../cel/value.ts'
import { trimSpace } from '../model/go/trim.ts'
import { utf8Length } from '../model/go/utf8.ts'

/** What running a rule came to, and what it cost. */
export type RuleOutcome =
  | { kind: 'holds'; cost: number }
  | { kind: 'fails'; message: string; cost: number }
  /** With `stop` no further rule runs. */
  | { kind: 'error'; text: string; stop: boolean; cost: number }

/** Of actual costs: one evaluation. Upstream: apiserver/pkg/apis/cel/config.go PerCallLimit. */
const callLimit = 1_000_000
const maxMessageBytes = 5 * 1024

/**
 * Runs a rule, and its message expression when it fails.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go validateExpressions, evalMessageExpression.
 *
 * @param oldForMessage message expressions get the plain old value, even under optionalOldSelf
 */
export function evaluateRule(
  rule: CompiledRule,
  self: CelValue,
  oldSelf: CelValue,
  oldForMessage: CelValue,
  budget: number,
): RuleOutcome {
  const { value, cost } = rule.program!.run([self, oldSelf], callLimit)
  if (cost > budget) {
    const text = 'validation failed due to running out of cost budget, no further validation rules will be run'
    return { kind: 'error', text, stop: true, cost }
  }
  if (isFailure(value)) return failure(value.message, shownRule(rule), cost)
  if (value === true) return { kind: 'holds', cost }
  return withMessage(rule, self, oldForMessage, cost, budget - cost)
}

function failure(message: string, shown: string, cost: number): RuleOutcome {
  if (message.startsWith('no such overload')) {
    const text = `'${message}': call arguments did not match a supported operator, function or macro signature for rule: ${shown}`
    return { kind: 'error', text, stop: false, cost }
  }
  if (message.startsWith('operation cancelled: actual cost limit exceeded')) {
    const text = `'${message}': no further validation rules will be run due to call cost exceeds limit for rule: ${shown}`
    return { kind: 'error', text, stop: true, cost }
  }
  return { kind: 'error', text: `${message} evaluating rule: ${shown}`, stop: false, cost }
}

function withMessage(rule: CompiledRule, self: CelValue, old: CelValue, cost: number, budget: number): RuleOutcome {
  const fixed = rule.rule.message === '' ? `failed rule: ${shownRule(rule)}` : trimSpace(rule.rule.message)
  if (!rule.message) return { kind: 'fails', message: fixed, cost }
  const { value, cost: own } = rule.message.run([self, old], callLimit)
  const total = cost + own
  if (own > budget) {
    const text =
      'messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run'
    return { kind: 'error', text, stop: true, cost: total }
  }
  if (isFailure(value) && value.message.startsWith('operation cancelled: actual cost limit exceeded')) {
    const source = JSON.stringify(rule.rule.messageExpression)
    const text = `no further validation rules will be run due to call cost exceeds limit for messageExpression: ${source}`
    return { kind: 'error', text, stop: true, cost: total }
  }
  const text = typeof value === 'string' ? trimSpace(value) : ''
  const usable = text !== '' && !text.includes('\n') && utf8Length(text) <= maxMessageBytes
  return { kind: 'fails', message: usable ? text : fixed, cost: total }
}

/** The message, else the rule: how messages name it. */
function shownRule({ rule }: CompiledRule): string {
  return trimSpace(rule.message === '' ? rule.rule : rule.message)
}
