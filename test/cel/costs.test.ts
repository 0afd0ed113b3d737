import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { compileRules } from '../../src/cel/compile-rules.ts'
import { view } from '../../src/cel/data.ts'
import { environment } from '../../src/cel/environment.ts'
import { estimateCost } from '../../src/cel/estimate.ts'
import { SchemaSizes } from '../../src/cel/schema-size.ts'
import { isFailure } from '../../src/cel/value.ts'
import { fromPlain, isDict } from '../../src/model/value.ts'
import { Schema } from '../../src/schema/schema.ts'

/**
 * What the API server's own packages (1.36) estimate rules of a schema to cost, and what they cost over a value. A rule
 * without a result fails.
 */
const recorded = JSON.parse(readFileSync(new URL('./costs.json', import.meta.url), 'utf8')) as {
  schema: object
  value: unknown
  rules: { rule: string; estimate: string; actual: number; value?: string }[]
}

const raw = fromPlain({ ...recorded.schema, 'x-kubernetes-validations': recorded.rules.map(({ rule }) => ({ rule })) })
if (!isDict(raw)) throw new TypeError('a schema is an object')
const schema = new Schema(raw)
const sizes = new SchemaSizes(schema, false)
const self = view(fromPlain(recorded.value), schema, false)
const compiled = compileRules(schema, false, environment(36))!

test.each(recorded.rules.map((row, i) => [row.rule, row, compiled[i]!] as const))('%s', (_, row, rule) => {
  const { value, cost } = rule.program!.run([self, null], 1_000_000)
  const estimate = String(estimateCost(rule.checked!, sizes).max)
  const result = isFailure(value) ? undefined : String(value)
  expect({ rule: row.rule, estimate, actual: cost, value: result }).toEqual(row)
})
