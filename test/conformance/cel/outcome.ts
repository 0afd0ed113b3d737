import { compileExpression } from '../../../src/cel/compile-rules.ts'
import { environment } from '../../../src/cel/environment.ts'
import type { Type } from '../../../src/cel/types.ts'
import { type CelValue, isFailure } from '../../../src/cel/value.ts'
import type { Case } from './cases.ts'
import { checkedText } from './checked-text.ts'
import { readSpecType, readValue } from './spec-json.ts'
import { valueText } from './value-text.ts'

/** What becomes of an expression, in the terms of environment/main.go. */
export interface Outcome {
  errors?: string
  checked?: string
  value?: string
  evalError?: string
  cost: number
}

/** Our answer; undefined when the case needs protocol buffers or functions that the test declares. */
export function ours({ expr, typeEnv, bindings }: Case, minor: number): Outcome | undefined {
  const variables = new Map<string, Type>()
  const values: CelValue[] = []
  for (const { name, ident } of typeEnv) {
    const type = ident && readSpecType(ident.type)
    if (!type) return undefined
    variables.set(name, type)
    const value = bindings[name] && readValue(bindings[name].value)
    if (bindings[name] && value === undefined) return undefined
    values.push(value ?? null)
  }
  const compiled = compileExpression(expr, variables, environment(minor))
  if ('error' in compiled) return { errors: compiled.error, cost: 0 }
  const checked = checkedText(compiled.checked)
  if ('why' in compiled) return { checked, evalError: `program: ${compiled.why}`, cost: 0 }
  const { value, cost } = compiled.program.run(values, costLimit)
  return isFailure(value) ? { checked, evalError: value.message, cost } : { checked, value: valueText(value), cost }
}

const costLimit = 1_000_000
