import type { Comprehension, Expr } from '../../cel/ast.ts'
import type { Path } from '../../model/path.ts'
import { isDict, isList, type Value } from '../../model/value.ts'
import { satisfies } from '../clause.ts'
import { type Demand, demand, present } from '../demand.ts'
import { candidatesFor, keyCandidates } from './candidates.ts'
import { macroOf, roundsOf } from './domain.ts'
import { literalsOf, partsOf } from './expression.ts'
import type { Scope, Subject } from './subject.ts'

/** Places that are tried, values of one place that are, and those that are offered of them. */
const maxPlaces = 8
const maxValues = 160
const maxSuitable = 12
const maxOffers = 3

/**
 * Values of single places that give an expression this truth, found by trying: for what is computed in ways that nothing
 * is known about. Those that help the whole come first.
 * @param broken how many rules a value would break
 */
export function guesses(
  subject: Subject,
  expr: Expr,
  truth: boolean,
  scope: Scope,
  broken: (value: Value) => number,
): (readonly Demand[])[] {
  const literals = subject.literals
  const places = [...readsOf(expr, subject, scope)].slice(0, maxPlaces)
  const offers = places.flatMap((path) => {
    const schema = subject.schemaAt(path)
    if (!schema) return []
    const others = places.flatMap((other) => (other === path ? [] : [subject.raw(other) ?? null]))
    const suitable: { value: Value; broken: number }[] = []
    let tried = 0
    for (const value of candidatesFor(schema, { literals, others })) {
      if (++tried > maxValues || suitable.length >= maxSuitable) break
      if (!satisfies(value, [{ schema, holds: true }], subject.server)) continue
      const changed = subject.with(path, value)
      if (changed.evaluate(expr, scope) === truth) suitable.push({ value, broken: broken(changed.value) })
    }
    const best = suitable.sort((a, b) => a.broken - b.broken).slice(0, maxOffers)
    return best.map(({ value }) => [{ ...demand(path, { enum: [value] }), guess: true }])
  })
  if (offers.length > 0) return offers
  // One place alone will not do: where there is nothing yet, something is put.
  return places.flatMap((path) => (isEmptyList(subject.raw(path)) ? [[present([...path, 0])]] : []))
}

function isEmptyList(value: Value | undefined): boolean {
  return isList(value) && value.length === 0
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

/** Keys of a map that give the body of a macro this truth. */
export function keyGuesses(subject: Subject, fold: Comprehension, truth: boolean, scope: Scope): string[] {
  const macro = macroOf(fold)
  if (!macro || !('each' in macro)) return []
  const { each } = macro
  const path = subject.pathOf(fold.range, scope)
  const map = path && subject.raw(path)
  const taken = isDict(map) ? Object.keys(map) : []
  const out: string[] = []
  for (const key of keyCandidates({ literals: literalsOf(each), others: ['key'] }, taken)) {
    if (out.length >= maxOffers) break
    if (out.includes(key) || taken.includes(key)) continue
    const binding = { name: fold.variable, value: key, path: undefined }
    if (subject.evaluate(each, [...scope, binding]) === truth) out.push(key)
  }
  return out
}
