import type { Constant } from '../../cel/ast.ts'
import { float, isList, type Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import { findTexts } from '../text/find-texts.ts'
import { plausibleTexts } from '../text/plausible.ts'
import { quoteMeta } from '../text/text-values.ts'

/** What candidates are made of. */
export interface Material {
  /** The literals of the rule. */
  literals: readonly Constant[]
  /** The values of the other places that it reads. */
  others: readonly Value[]
}

/** Values that may be what a rule wants of a place, those that have to do with the rule first. */
export function* candidatesFor(schema: Schema, material: Material): Generator<Value> {
  const { type, intOrString } = schema
  if (schema.enum) yield* schema.enum
  if (type === 'boolean') yield* [true, false]
  if (type === 'integer' || intOrString) yield* integers(material)
  if (type === 'number') for (const value of integers(material)) yield float(value)
  if (type === 'string' || intOrString) yield* texts(material)
  if (type === 'array') yield* lists(schema, material)
}

function* lists({ items }: Schema, material: Material): Generator<Value> {
  yield []
  yield* material.others.filter(isList)
  yield material.literals.map(({ value }) => value).filter((value) => typeof value === 'string')
  if (!items) return
  let count = 0
  for (const value of candidatesFor(items, material)) {
    yield [value]
    if (++count > 30) return
  }
}

function* integers({ literals, others }: Material): Generator<number> {
  const scalars = [...literals.map(({ value }) => value), ...others].filter(
    (value) => typeof value === 'bigint' || typeof value === 'number' || typeof value === 'string',
  )
  const known = [...new Set(scalars.map(Number).filter(Number.isSafeInteger))]
  for (const value of known) yield* [value, value + 1, value - 1]
  yield* [0, 1, 2, 3, 4, 5, 10, 16, 24, 32, 60, 64, 100, 1000, 1024, 3600, 8080, -1]
  const few = known.slice(0, 6)
  for (const a of few) for (const b of few) yield* [a + b, a * b, a - b, ...(b !== 0 && a % b === 0 ? [a / b] : [])]
}

function* texts({ literals, others }: Material): Generator<string> {
  const known = [...literals.map(({ value }) => value), ...others].filter((value) => typeof value === 'string')
  for (const text of known) yield* [text, text.toLowerCase(), text.toUpperCase()]
  for (const text of known.slice(0, 12)) yield* related(text)
  for (const text of known.slice(0, 12)) yield* matchesOf(text, [])
  yield ''
  yield* scaledTexts
  yield* plausibleTexts
  for (const { value } of literals)
    if (typeof value === 'bigint') yield* [`${value}`, `${value}s`, `${value}m`, `${value}Gi`]
}

/** Texts that hold another one, or parts that it separates, or an address within it. */
function* related(text: string): Generator<string> {
  yield* [`${text}a`, `${text}/a`, `a${text}`, `a${text}a`, `${text}://example.com`, `https://${text}`]
  if (text.length <= 3)
    yield* [1, 2, 3, 4].map((count) =>
      'abcde'
        .slice(0, count + 1)
        .split('')
        .join(text),
    )
  if (text.length <= 3) yield ['1', '2', '3'].join(text)
  const network = /^(.*[.:])0?\/\d+$/.exec(text)
  if (network) yield* [`${network[1]}1`, text.replace(/\d+$/, '28'), text.replace(/\d+$/, '120')]
  else if (/^[0-9a-f.:]{3,}$/i.test(text)) yield* [`${text}/24`, `${text}/32`, `${text}/64`]
}

/** A few texts that match, where the text is a pattern. */
export function* matchesOf(pattern: string, taken: readonly string[]): Generator<string> {
  let count = 0
  const without = taken.map((text) => `^${quoteMeta(text)}$`)
  for (const text of findTexts({ patterns: [pattern], without, least: 0, most: 100 })) {
    yield text
    if (++count >= 3) return
  }
}

/** Of each kind of quantity several, so that some is less and some is more. */
const scaledTexts: readonly string[] = [
  ...['0s', '10ms', '1s', '30s', '1m', '5m', '30m', '1h', '24h', '1000h'],
  ...['0', '1', '10', '100', '100m', '1k', '1Mi', '500Mi', '1Gi', '100Gi', '1Ti'],
  ...['10.0.0.1', '10.0.0.0/8', '10.0.0.0/16', '10.0.0.0/24', '10.0.0.0/28', '192.168.0.0/16', '127.0.0.1'],
  ...['2001:db8::1', '2001:db8::/32', '2001:db8::/64', '2001:db8::/120'],
  ...['0.1.0', '1.0.0', '1.2.3', '2.0.0', '10.0.0', 'v1.0.0'],
  ...['2000-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2100-01-01T00:00:00Z'],
  ...[
    'https://example.com:8443/path?key=value',
    'http://example.com',
    '/path/to',
    'a',
    'ab',
    'a-b',
    'A',
    '_',
    '-',
    '1',
  ],
]

/** Keys for a map that a rule may want. */
export function* keyCandidates(material: Material, taken: readonly string[]): Generator<string> {
  for (const { value } of material.literals) if (typeof value === 'string') yield* matchesOf(value, taken)
  yield* texts(material)
}
