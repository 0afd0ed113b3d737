import { describe, expect, test } from '@jest/globals'
import { sampleValue } from '../../src/sample/sample-value.ts'
import { schemaOf } from './crd-of.ts'

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
const fields = (count: number, schema: object) => Object.fromEntries(many(count, (i) => [`p${i}`, schema]))
const deep = (levels: number): object =>
  levels === 0 ? { type: 'string' } : { type: 'object', required: ['a'], properties: { a: deep(levels - 1) } }
const set = { 'x-kubernetes-list-type': 'set' }
const rules = (list: string[]) => ({ 'x-kubernetes-validations': list.map((rule) => ({ rule })) })
const text = { type: 'string' }

/** Schemas that ask for much work, or for what cannot be; and whether there is a value. */
const cases: [string, object, boolean][] = [
  ['a billion items', { type: 'array', items: text, minItems: 1e9 }, false],
  ['a set of many texts', { type: 'array', items: text, minItems: 300, ...set }, true],
  ['a set of many numbers', { type: 'array', items: { type: 'integer' }, minItems: 300, ...set }, true],
  ['a set that cannot be', { type: 'array', items: { type: 'string', enum: ['a'] }, minItems: 2, ...set }, false],
  ['a billion characters', { type: 'string', minLength: 1e9 }, false],
  ['a long text with a pattern', { type: 'string', minLength: 3000, pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' }, true],
  ['a billion entries', { type: 'object', additionalProperties: text, minProperties: 1e9 }, false],
  [
    'the last of many values',
    { type: 'string', enum: many(20_000, (i) => `v${i}`), not: { enum: many(19_999, (i) => `v${i}`) } },
    true,
  ],
  [
    'one of a thousand',
    { type: 'object', properties: fields(1000, text), oneOf: many(1000, (i) => ({ required: [`p${i}`] })) },
    true,
  ],
  [
    'choices upon choices',
    {
      type: 'object',
      properties: fields(41, text),
      allOf: many(40, (i) => ({ anyOf: [{ required: [`p${i}`] }, { required: [`p${i + 1}`] }] })),
      not: { required: ['p7'] },
    },
    true,
  ],
  [
    'choices that contradict each other',
    {
      type: 'object',
      properties: fields(41, text),
      allOf: [
        ...many(40, (i) => ({ anyOf: [{ required: [`p${i}`] }, { required: [`p${i + 1}`] }] })),
        { not: { anyOf: [{ required: ['p39'] }, { required: ['p40'] }] } },
      ],
    },
    false,
  ],
  ['many levels', deep(140), true],
  ['too many levels', deep(900), false],
  ['patterns that contradict each other', { type: 'string', allOf: [{ pattern: '^a*$' }, { pattern: '^b+$' }] }, false],
  ['many patterns', { type: 'string', allOf: many(20, (i) => ({ pattern: `[a-z].{${i}}[0-9]` })) }, true],
  ['bounds that contradict each other', { type: 'integer', minimum: 5, maximum: 4 }, false],
  ['integers beyond 2^53', { type: 'integer', minimum: 2 ** 53 }, true],
  [
    'rules that contradict each other',
    {
      type: 'object',
      properties: fields(30, text),
      ...rules(many(30, (i) => `has(self.p${i}) == !has(self.p${(i + 1) % 30}) && has(self.p0) != has(self.p0)`)),
    },
    false,
  ],
  [
    'nine pigeons in eight holes',
    {
      type: 'object',
      required: many(9, (i) => `p${i}`),
      properties: fields(9, { type: 'integer', minimum: 1, maximum: 8 }),
      ...rules(many(9, (i) => many(i, (j) => `self.p${i} != self.p${j}`)).flat()),
    },
    false,
  ],
  [
    'a rule that is dear',
    { type: 'array', items: text, minItems: 300, ...rules(['self.all(x, self.exists_one(y, x == y))']) },
    false,
  ],
  [
    'names of JavaScript',
    {
      type: 'object',
      required: ['__proto__', 'constructor', 'toString'],
      properties: JSON.parse(
        '{"__proto__":{"type":"string"},"constructor":{"type":"string","format":"constructor"},"toString":{"type":"integer"}}',
      ),
    },
    true,
  ],
]

describe.each(['minimal', 'full'] as const)('%s', (shape) => {
  test.each(cases)('%s', (_, raw, can) => {
    const started = performance.now()
    const { unsolved } = sampleValue(schemaOf(raw), { shape })
    expect(unsolved.length === 0).toBe(can)
    // Far more than any takes on a busy machine.
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})
