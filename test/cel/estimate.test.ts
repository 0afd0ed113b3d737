import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { compileRules } from '../../src/cel/compile-rules.ts'
import { environment } from '../../src/cel/environment.ts'
import { estimateCost } from '../../src/cel/estimate.ts'
import { SchemaSizes } from '../../src/cel/schema-size.ts'
import { fromPlain, isDict } from '../../src/model/value.ts'
import { Schema } from '../../src/schema/schema.ts'

/** Of each rule what one call may cost, how often it may run if nothing bounds it, and what its message may cost. */
function estimates(plain: object, resource: boolean): string[][] {
  const raw = fromPlain(plain)
  if (!isDict(raw)) throw new TypeError('a schema is an object')
  const schema = new Schema(raw)
  const sizes = new SchemaSizes(schema, resource)
  return compileRules(schema, resource, environment(35))!.map(({ checked, checkedMessage }) => {
    const message = checkedMessage ? estimateCost(checkedMessage, sizes).max : 0n
    return [estimateCost(checked!, sizes).max, sizes.maxCardinality, message].map(String)
  })
}

describe('costs of rules on', () => {
  const text = { type: 'string' }
  const int = { type: 'integer' }
  const shortTexts = { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 5 } }
  test.each([
    ['an unbounded text', text, "self.contains('x')", 314574],
    ['an unbounded text', text, "self.matches('^[a-z]+$')", 629147],
    ['an unbounded text', text, 'self == self', 314575],
    ['an unbounded text', text, "self in ['a', 'b']", 13],
    ['an unbounded text', text, "self.split(',').all(x, x.size() > 0)", 19503504],
    ['an unbounded list of integers', { type: 'array', items: int }, 'self.all(x, x > 0)', 7864317],
    ['an unbounded list of texts', { type: 'array', items: text }, "self.all(x, x != 'a')", 5242877],
    ['10 short texts', shortTexts, 'self.all(x, self.all(y, x == y))', 752],
    ['10 short texts', shortTexts, "self.map(x, x + 'a').size() > 0", 174],
    ['10 short texts', shortTexts, 'self.isSorted()', 31],
    ['10 short texts', shortTexts, "sets.contains(self, ['a'])", 22],
    ['10 short texts', shortTexts, 'self.sort().size() > 0', 224],
    ['an unbounded map of texts', { type: 'object', additionalProperties: text }, "self.all(k, k != 'a')", 1572862],
  ])('%s: %o, %s is %d', (_, schema, rule, cost) => {
    expect(estimates({ ...schema, 'x-kubernetes-validations': [{ rule }] }, false)[0]![0]).toBe(String(cost))
  })
})

test('an integer fits often into a request', () => {
  const schema = { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self > 0' }] }
  expect(estimates(schema, false)).toEqual([['2', '1572864', '0']])
})

describe('random rules cost what the API server (1.36) recorded', () => {
  const lines = readFileSync(new URL('./estimates.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  test.each(lines.map((line, i) => [i, JSON.parse(line)]))(
    'schema %d',
    (_, { schema, resource, estimates: recorded }) => {
      expect(estimates(schema, resource)).toEqual(recorded)
    },
  )
})
