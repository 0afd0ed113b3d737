import { type Comprehension, type Expr, operator } from '../../cel/ast.ts'
import { isList } from '../../model/value.ts'
import { absent, demand, present } from '../demand.ts'
import type { Comparison } from './comparison.ts'
import { type Macro, type Round, roundsOf } from './domain.ts'
import { keyGuesses } from './guess.ts'
import type { Move, Seeker } from './seeker.ts'
import type { Scope } from './subject.ts'

/** A fold that runs a condition over elements, seen in a scope. */
interface Quantified {
  seeker: Seeker
  fold: Comprehension
  each: Expr
  scope: Scope
  rounds: readonly Round[]
}

/** Moves for `all`, `exists` and `exists_one`. */
export function quantifierMoves(
  seeker: Seeker,
  fold: Comprehension,
  macro: Exclude<Macro, undefined>,
  truth: boolean,
  scope: Scope,
): Move[] {
  if (macro.kind === 'bind' || macro.kind === 'filter' || macro.kind === 'map') return []
  const of = quantified(seeker, fold, macro.each, scope)
  switch (macro.kind) {
    case 'all':
      return truth ? everyRound(of, true) : toggled(of, false, grown(of))
    case 'exists':
      return truth ? toggled(of, true, grown(of)) : everyRound(of, false)
    case 'exists_one': {
      const now = countOf(of)
      const more = truth ? now === 0 : now === 1 && of.rounds.length > 1
      return toggled(of, more, more ? grown(of) : shrunk(of))
    }
  }
}

/** Moves for `filter(x, each).size()` compared with a number. */
export function countMoves(
  seeker: Seeker,
  fold: Comprehension,
  each: Expr,
  comparison: Comparison,
  n: number,
  scope: Scope,
): Move[] {
  const of = quantified(seeker, fold, each, scope)
  const [more, less] = [() => toggled(of, true, grown(of)), () => toggled(of, false, shrunk(of))]
  if (comparison === operator.notEquals) return [...more(), ...less()]
  const up = comparison === operator.greater || comparison === operator.greaterEquals || countOf(of) < n
  return up ? more() : less()
}

function quantified(seeker: Seeker, fold: Comprehension, each: Expr, scope: Scope): Quantified {
  return { seeker, fold, each, scope, rounds: roundsOf(fold, seeker.subject, scope) }
}

function countOf({ seeker, each, rounds }: Quantified): number {
  return rounds.filter((round) => seeker.subject.evaluate(each, round.scope) === true).length
}

/** Some round gets this truth; those that become false are the last ones. */
function toggled({ seeker, each, rounds }: Quantified, truth: boolean, others: Move[]): Move[] {
  const order = truth ? rounds : [...rounds].reverse()
  return [...order.flatMap((round) => seeker.want(each, truth, round.scope)), ...others]
}

/** Every round shall have this truth: the first that has not is mended, or taken away. */
function everyRound(of: Quantified, truth: boolean): Move[] {
  const { seeker, each, rounds } = of
  const round = rounds.find(({ scope }) => seeker.subject.evaluate(each, scope) !== truth)
  if (!round) return []
  return [
    ...seeker.want(each, truth, round.scope),
    ...(round.key === undefined ? shrunk(of) : renamed(of, round, truth)),
  ]
}

/** One more item or entry. */
function grown({ seeker: { subject }, fold, scope, rounds }: Quantified): Move[] {
  const path = subject.pathOf(fold.range, scope)
  const schema = path && subject.schemaAt(path)
  if (schema?.type === 'array') return [[present([...path!, rounds.length])]]
  if (schema?.type !== 'object' || schema.properties.size > 0) return []
  return keyGuesses(subject, fold, true, scope).map((key) => [present([...path!, key])])
}

/** One item less. */
function shrunk({ seeker: { subject }, fold, scope, rounds }: Quantified): Move[] {
  const path = subject.pathOf(fold.range, scope)
  return path && isList(subject.raw(path)) ? [[demand(path, { maxItems: rounds.length - 1 })]] : []
}

/** A key that will not do becomes another one, or goes. */
function renamed({ seeker: { subject }, fold, scope }: Quantified, { path }: Round, truth: boolean): Move[] {
  if (!path) return []
  const gone = absent(path)
  const others = keyGuesses(subject, fold, truth, scope)
  return [...others.map((key): Move => [gone, present([...path.slice(0, -1), key])]), [gone]]
}
