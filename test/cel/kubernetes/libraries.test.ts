import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { kubernetesCost } from '../../../src/cel/kubernetes/actual-cost.ts'
import { type CostNode, estimateCall } from '../../../src/cel/kubernetes/estimate-cost.ts'
import { kubernetesLibraries } from '../../../src/cel/kubernetes/libraries.ts'
import type { Overload } from '../../../src/cel/kubernetes/overload.ts'
import { exactly, plus, type Range } from '../../../src/cel/kubernetes/range.ts'
import { type Call, parseCalls } from './calls.ts'
import { ErrorValue, type Plain, plainValues, recordedForm, typeOf } from './plain-values.ts'

/**
 * What the API server's own environment (apiserver v0.36.3) made of rules: answers and run-time costs of both files,
 * estimated costs of rules.json for texts up to 200, lists of up to 10 items, items up to 35.
 */
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
}
const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const rules = read('rules.json') as { costs: Record<string, [string, string] | null>; answers: Answer[] }
const values = read('recorded.json') as {
  expressions: string[]
  answers: [number, string, string, number, { cost: number; value?: unknown; error?: string }][]
}
const answers: Answer[] = [
  ...rules.answers,
  ...values.answers.map(([i, A, B, N, answer]) => ({ expression: values.expressions[i]!, A, B, N, ...answer })),
]

const overloads = kubernetesLibraries(36).flatMap((library) => library.overloads)

function find(name: string, member: boolean, args: readonly string[]): Overload | undefined {
  return overloads.find(
    (overload) =>
      overload.function === name &&
      overload.member === member &&
      overload.args.length === args.length &&
      overload.args.every(
        (type, i) => type === 'A' || (type === 'list(A)' && args[i]!.startsWith('list')) || type === args[i],
      ),
  )
}

/** Runs a rule of calls; adds up what it costs. Errors of operands end it. */
function evaluate(call: Call, names: Record<string, Plain>): { value: Plain; cost: number } {
  if (call.kind === 'literal') return { value: call.value, cost: 0 }
  if (call.kind === 'name') return { value: names[call.name]!, cost: 1 }
  const operands = [...(call.target ? [call.target] : []), ...call.args].map((arg) => evaluate(arg, names))
  const failed = operands.find(({ value }) => value instanceof ErrorValue)
  const cost = operands.reduce((sum, operand) => sum + operand.cost, 0)
  if (failed) return { value: failed.value, cost: Number.NaN }
  const args = operands.map(({ value }) => value)
  const overload = find(call.name, call.target !== undefined, args.map(typeOf))
  if (!overload) throw new Error(`no overload ${call.name}(${args.map(typeOf).join(', ')})`)
  const value = overload.call(plainValues, args)
  const known = kubernetesCost(call.name, overload.id)
  const own = typeof known === 'function' ? known(plainValues, args, value) : known
  return { value, cost: cost + (own ?? 1) }
}

const rows = answers.flatMap((answer) => {
  const call = parseCalls(answer.expression)
  return call && answer.cost !== undefined && !/compile/.test(JSON.stringify(answer)) && known(call)
    ? [{ answer, call }]
    : []
})

function known(call: Call): boolean {
  if (call.kind !== 'call') return true
  const declared = overloads.some(({ function: name, member }) => name === call.name && member === !!call.target)
  return declared && [...(call.target ? [call.target] : []), ...call.args].every(known)
}

test('most of what was recorded is asked', () => {
  expect(rows.length).toBeGreaterThan(450)
})

test.each(rows.map((row) => [row.answer.expression, JSON.stringify(row.answer), row] as const))(
  '%s %s',
  (_e, _a, row) => {
    const { A = '', B = '', N = 0, L = [], I = [], cost, value, error } = row.answer
    const got = evaluate(row.call, { a: A, b: B, n: BigInt(N), l: L, i: I.map(BigInt) })
    if (error !== undefined) expect(got.value).toEqual(new ErrorValue(error))
    else expect(recordedForm(got.value)).toEqual(value)
    if (!Number.isNaN(got.cost)) expect(got.cost).toBe(cost)
  },
)

describe('estimates', () => {
  const sizes: Record<string, Range> = { a: { min: 0n, max: 200n }, b: { min: 0n, max: 200n } }
  const list = { min: 0n, max: 10n }
  const items = { min: 0n, max: 35n }
  const node = (type: string, size: Range | undefined, more: Partial<CostNode> = {}): CostNode => ({
    type,
    size,
    items: undefined,
    literalInt: undefined,
    computedSize: undefined,
    ...more,
  })

  function estimate(call: Call): { node: CostNode; cost: Range } {
    if (call.kind === 'literal') {
      const size = typeof call.value === 'string' ? exactly([...call.value].length) : exactly(1)
      const literalInt = typeof call.value === 'bigint' ? call.value : undefined
      const type = typeof call.value === 'bigint' ? 'int' : typeof call.value === 'string' ? 'string' : 'bool'
      return { node: node(type, size, { literalInt, computedSize: size }), cost: exactly(0) }
    }
    if (call.kind === 'name') {
      const of = { l: 'string', i: 'int' }[call.name]
      if (of) return { node: node(`list(${of})`, list, { items: { type: of, size: items } }), cost: exactly(1) }
      return { node: node(call.name === 'n' ? 'int' : 'string', sizes[call.name]), cost: exactly(1) }
    }
    const target = call.target && estimate(call.target)
    const args = call.args.map(estimate)
    const all = target ? [target, ...args] : args
    const overload = find(
      call.name,
      target !== undefined,
      all.map((one) => one.node.type),
    )!
    const own = estimateCall(
      call.name,
      overload.id,
      target?.node,
      args.map((arg) => arg.node),
    )
    const cost = all.reduce((sum, one) => plus(sum, one.cost), own?.cost ?? exactly(1))
    const size = own?.resultSize
    return { node: node(overload.result, size, { computedSize: size }), cost }
  }

  const cases = Object.entries(rules.costs).flatMap(([expression, costs]) => {
    const call = parseCalls(expression)
    return call && costs && costs[1] !== '0' && known(call) && !expression.includes('dyn')
      ? [{ expression, call, costs }]
      : []
  })

  test.each(cases)('$expression', ({ call, costs }) => {
    const { cost } = estimate(call)
    expect([String(cost.min), String(cost.max)]).toEqual(costs)
  })
})

test('libraries come with their versions', () => {
  const names = (minor: number) => kubernetesLibraries(minor).map(({ name }) => name)
  expect(names(26)).toEqual(['kubernetes.urls', 'kubernetes.regex', 'kubernetes.lists'])
  expect(names(31)).not.toContain('kubernetes.Semver')
  expect(names(33)).toContain('kubernetes.Semver')
})
