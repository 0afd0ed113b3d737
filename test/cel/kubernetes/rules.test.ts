import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { ListValue, toArray } from '../../../src/cel/collections.ts'
import { compileExpression } from '../../../src/cel/compile-rules.ts'
import { environment } from '../../../src/cel/environment.ts'
import { readType } from '../../../src/cel/types.ts'
import { CelFailure, CelList, CelMap, type CelValue, Opaque, Optional, Uint } from '../../../src/cel/value.ts'
import { formatFloat } from '../../../src/model/go/float.ts'

/** Rules, their answers and run-time costs in the API server's own environment (apiserver v0.36.3), by our engine. */
interface Answer {
  expression: string
  A?: string
  B?: string
  N?: number
  L?: string[]
  I?: number[]
  cost?: number
  value?: unknown
  error?: string
  compile?: string
}
const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const rules = read('rules.json') as { answers: Answer[] }
const values = read('recorded.json') as { expressions: string[]; answers: [number, string, string, number, Answer][] }
const answers: Answer[] = [
  ...rules.answers,
  ...values.answers.map(([i, A, B, N, answer]) => ({ ...answer, expression: values.expressions[i]!, A, B, N })),
]

const types = { a: 'string', b: 'string', n: 'int', l: 'list(string)', i: 'list(int)' }
const variables = new Map(Object.entries(types).map(([name, type]) => [name, readType(type)]))

function recordedForm(value: CelValue): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return { double: formatFloat(value) }
  if (value instanceof Uint) return `${value.value}u`
  if (value instanceof CelList) return { list: toArray(value).map(recordedForm) }
  if (value instanceof CelMap) {
    const entries = value.keys().map((key) => [recordedForm(key), recordedForm(value.get(key)!)])
    return { map: entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)) }
  }
  if (value instanceof Optional) return value.value === undefined ? { none: true } : { some: recordedForm(value.value) }
  return value instanceof Opaque ? { other: 'object' } : value
}

function run({ expression, A = '', B = '', N = 0, L = [], I = [] }: Answer): Partial<Answer> {
  const compiled = compileExpression(expression, variables, environment(36))
  if ('error' in compiled) return { compile: compiled.error }
  if ('why' in compiled) return { compile: `program: ${compiled.why}` }
  const given = [A, B, BigInt(N), new ListValue(L), new ListValue(I.map(BigInt))]
  const { value, cost } = compiled.program.run(given, 1_000_000)
  return value instanceof CelFailure ? { error: value.message, cost } : { value: recordedForm(value), cost }
}

for (const answer of answers) {
  const { expression, A, B, N, L, I, ...wanted } = answer
  test(`${expression} of ${JSON.stringify({ A, B, N, L, I })}`, () => {
    const got = run(answer)
    // What an error cost before it ended the rule is of no consequence.
    if (wanted.error !== undefined && got.error !== undefined) expect(got.error).toBe(wanted.error)
    else expect(got).toEqual(wanted)
  })
}
