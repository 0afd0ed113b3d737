import type { Comprehension, Expr } from '../../cel/ast.ts'
import type { Path } from '../../model/path.ts'
import { float, type Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import { satisfies } from '../clause.ts'
import { type Demand, demand } from '../demand.ts'
import { findTexts } from '../text/find-texts.ts'
import { plausibleTexts } from '../text/plausible.ts'
import { macroOf, roundsOf } from './domain.ts'
import { literalsOf, partsOf } from './expression.ts'
import type { Scope, Subject } from './subject.ts'

/** Places that are tried, values of one place that are, and those that are offered of them. */
const maxPlaces = 8
const maxValues = 120
const maxOffers = 3

/**
 * Values of single places that give an expression this truth, found by trying: for what is computed in ways that nothing
 * is known about.
 */
export function guesses(subject: Subject, expr: Expr, truth: boolean, scope: Scope): (readonly Demand[])[] {
  const literals = literalsOf(expr)
  const places = [...readsOf(expr, subject, scope)].slice(0, maxPlaces)
  const out: (readonly Demand[])[] = []
  for (const path of places) {
    const schema = subject.schemaAt(path)
    if (!schema) continue
    const others = places.map((other) => subject.raw(other)).filter(isScalar)
    let offers = 0
    for (const value of [...valuesFor(schema, literals, others)].slice(0, maxValues)) {
      if (offers >= maxOffers) break
      if (subject.with(path, value).evaluate(expr, scope) !== truth) continue
      if (!satisfies(value, [{ schema, holds: true }], subject.server)) continue
      out.push([demand(path, { enum: [value] })])
      offers++
    }
  }
  return out
}

/** The places in the object whose values an expression reads. */
function* readsOf(expr: Expr, subject: Subject, scope: Scope, seen = new Set<string>(), depth = 0): Generator<Path> {
  if (depth > 40) return
  const path =
    expr.kind === 'select' && expr.testOnly
      ? subject.below(subject.pathOf(expr.operand, scope), expr.field)
      : subject.pathOf(expr, scope)
  if (path) {
    const key = JSON.stringify(path)
    if (!seen.has(key)) yield path
    seen.add(key)
    return
  }
  const short = expr.kind === 'ident' ? scope.findLast(({ name }) => name === expr.name)?.short : undefined
  if (short) yield* readsOf(short.expr, subject, short.scope, seen, depth + 1)
  for (const part of partsOf(expr)) yield* readsOf(part, subject, scope, seen, depth + 1)
  if (expr.kind !== 'fold') return
  for (const round of roundsOf(expr, subject, scope).slice(0, 3))
    yield* readsOf(expr.step, subject, round.scope, seen, depth + 1)
}

function isScalar(value: Value | undefined): value is string | number | bigint | boolean {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}

type Literal = ReturnType<typeof literalsOf>[number]

function* valuesFor(schema: Schema, literals: readonly Literal[], others: readonly Value[]): Generator<Value> {
  if (schema.enum) yield* schema.enum
  if (schema.type === 'boolean') yield* [true, false]
  if (schema.type === 'integer' || schema.intOrString) yield* integers(literals, others)
  if (schema.type === 'number') for (const value of integers(literals, others)) yield float(Number(value))
  if (schema.type === 'string' || schema.intOrString) yield* texts(literals, others)
  if (schema.type === 'array') {
    yield []
    const { items } = schema
    if (items) for (const value of [...valuesFor(items, literals, others)].slice(0, 30)) yield [value]
  }
}

function* integers(literals: readonly Literal[], others: readonly Value[]): Generator<number> {
  const known = [...literals.map(({ value }) => Number(value)), ...others.map(Number)].filter(Number.isSafeInteger)
  for (const value of known) yield* [value, value + 1, value - 1]
  yield* [0, 1, 2, 3, 4, 5, 10, 16, 24, 32, 60, 64, 100, 1000, 1024, 3600, 8080, -1]
  for (const a of known.slice(0, 6)) for (const b of known.slice(0, 6)) yield* [a + b, a * b, a - b]
}

function* texts(literals: readonly Literal[], others: readonly Value[]): Generator<string> {
  const known = [...literals.map(({ value }) => value), ...others].filter((value) => typeof value === 'string')
  for (const text of known) yield* [text, text.toLowerCase(), text.toUpperCase()]
  for (const text of known)
    yield* [`${text}a`, `${text}/a`, `a${text}`, `a${text}a`, `${text}://example.com`, `https://${text}`]
  // A literal may be a pattern.
  for (const text of known.slice(0, 10)) yield* firstTexts(text)
  yield ''
  yield* scaledTexts
  yield* plausibleTexts
  for (const { value } of literals)
    if (typeof value === 'bigint') yield* [`${value}`, `${value}s`, `${value}m`, `${value}Gi`]
}

function firstTexts(pattern: string): string[] {
  const found: string[] = []
  for (const text of findTexts({ patterns: [pattern], without: [], least: 0, most: 100 })) {
    found.push(text)
    if (found.length >= 3) break
  }
  return found
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

/** Keys of a map that give the body of a macro this truth. */
export function keyGuesses(subject: Subject, fold: Comprehension, truth: boolean, scope: Scope): string[] {
  const macro = macroOf(fold)
  if (!macro || !('each' in macro)) return []
  const { each } = macro
  const path = subject.pathOf(fold.range, scope)
  const taken = path && subject.raw(path)
  const out: string[] = []
  for (const key of texts(literalsOf(each), ['key'])) {
    if (out.length >= maxOffers) break
    if (out.includes(key) || (typeof taken === 'object' && taken !== null && key in taken)) continue
    const binding = { name: fold.variable, value: key, path: undefined }
    if (subject.evaluate(each, [...scope, binding]) === truth) out.push(key)
  }
  return out
}
