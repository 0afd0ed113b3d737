import { type CompiledRule, compileRules } from '../../../src/cel/compile-rules.ts'
import { view } from '../../../src/cel/data.ts'
import { environment } from '../../../src/cel/environment.ts'
import { type CelValue, isFailure, noOldSelf, Optional } from '../../../src/cel/value.ts'
import { fromPlain, isDict, type Value } from '../../../src/model/value.ts'
import { Schema } from '../../../src/schema/schema.ts'
import { documentOf } from '../differential/judge.ts'
import type { Answer, Question, Result, RuleAnswer } from './evaluator.ts'

export const callLimit = 1_000_000

/** What ours says to a question, in the form of the program's answers. */
export function ourAnswer({ schema, rules, values, root = false }: Question, minor: number): Answer {
  const raw = fromPlain({ ...(schema as object), 'x-kubernetes-validations': rules })
  if (!isDict(raw)) throw new TypeError('a schema is an object')
  const node = new Schema(raw)
  const compiled = compileRules(node, root, environment(minor))
  if (!compiled) return { error: 'no type' }
  return { rules: compiled.map((rule) => ruleAnswer(rule, node, values, root)) }
}

function ruleAnswer(rule: CompiledRule, schema: Schema, values: Question['values'], root: boolean): RuleAnswer {
  const answer: RuleAnswer = {}
  if (rule.error !== undefined) answer.error = rule.error
  if (rule.messageError !== undefined) answer.messageError = rule.messageError
  const { program, message } = rule
  if (!program) return answer
  answer.results = values.map(({ self, old }) => {
    const value = view(read(self), schema, root)
    const before = isAbsent(old) ? noOldSelf : view(read(old), schema, root)
    const isOptional = rule.rule.optionalOldSelf === true
    const given = isOptional ? (isAbsent(old) ? Optional.none : new Optional(before)) : before
    const result = resultOf(program.run([value, given], callLimit))
    return message ? { ...result, message: resultOf(message.run([value, before], callLimit)) } : result
  })
  return answer
}

function resultOf({ value, cost }: { value: CelValue; cost: number }): Result {
  return isFailure(value) ? { error: value.message, cost } : { value: shown(value), cost }
}

function shown(value: CelValue): string {
  // How Go prints other values is of no consequence: rules are booleans, and messages strings.
  return typeof value === 'object' ? '*' : String(value)
}

function read(text: string): Value {
  return (documentOf(`{"value":${text}}`).root as { value: Value }).value
}

const isAbsent = (old: string | undefined): old is undefined => (old ?? 'null') === 'null'
