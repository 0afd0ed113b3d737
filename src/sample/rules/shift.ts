import { type Expr, operator } from '../../cel/ast.ts'
import { CelList, CelMap, type CelValue } from '../../cel/value.ts'
import type { Path } from '../../model/path.ts'
import { isDict, isList } from '../../model/value.ts'
import { absent, demand, present } from '../demand.ts'
import { type Comparison, fits, mirrorOf } from './comparison.ts'
import { macroOf, named } from './domain.ts'
import { plainOf } from './plain.ts'
import { countMoves } from './quantifier.ts'
import type { Move, Seeker } from './seeker.ts'
import type { Scope, Subject } from './subject.ts'

/** Moves that may bring an expression into a relation to a value, by what it is computed of. */
export function shiftMoves(seeker: Seeker, expr: Expr, comparison: Comparison, to: CelValue, scope: Scope): Move[] {
  const { subject } = seeker
  const path = subject.pathOf(expr, scope)
  if (path) return shiftPath(path, comparison, to)
  if (expr.kind === 'ident') {
    const short = scope.findLast(({ name }) => name === expr.name)?.short
    return short ? seeker.shift(short.expr, comparison, to, short.scope) : []
  }
  if (expr.kind === 'fold') {
    const macro = macroOf(expr)
    if (macro?.kind !== 'bind') return []
    return seeker.shift(macro.result, comparison, to, [...scope, named(expr.accumulator, macro.value, subject, scope)])
  }
  if (expr.kind !== 'call') return []
  switch (expr.fn) {
    case 'size':
      return typeof to === 'bigint'
        ? shiftSize(seeker, expr.target ?? expr.args[0]!, comparison, Number(to), scope)
        : []
    case operator.add:
    case operator.subtract:
      return shiftSum(seeker, expr, comparison, to, scope)
    case operator.conditional:
      return shiftChoice(seeker, expr.args, comparison, to, scope)
    case 'int':
    case 'double':
    case 'uint':
      return typeof to === 'number' || typeof to === 'bigint' ? seeker.shift(expr.args[0]!, comparison, to, scope) : []
    default:
      return []
  }
}

function shiftPath(path: Path, comparison: Comparison, to: CelValue): Move[] {
  const raw = plainOf(to)
  if (raw === undefined) return []
  if (comparison === operator.equals) return [[demand(path, { enum: [raw] })]]
  if (comparison === operator.notEquals) return [[present(path), demand(path, { enum: [raw] }, false)]]
  if (typeof to !== 'number' && typeof to !== 'bigint') return []
  const bound = Number(to)
  switch (comparison) {
    case operator.less:
      return [[demand(path, { maximum: bound, exclusiveMaximum: true })]]
    case operator.lessEquals:
      return [[demand(path, { maximum: bound })]]
    case operator.greater:
      return [[demand(path, { minimum: bound, exclusiveMinimum: true })]]
    case operator.greaterEquals:
      return [[demand(path, { minimum: bound })]]
  }
}

/** One branch becomes what is wanted; or the other is taken, unless that is known not to be. */
function shiftChoice(
  seeker: Seeker,
  args: readonly Expr[],
  comparison: Comparison,
  to: CelValue,
  scope: Scope,
): Move[] {
  const [condition, yes, no] = args as [Expr, Expr, Expr]
  const chosen = seeker.subject.evaluate(condition, scope)
  if (typeof chosen !== 'boolean') return [true, false].flatMap((each) => seeker.want(condition, each, scope))
  const [now, other] = chosen ? [yes, no] : [no, yes]
  const may = fits(seeker.subject.evaluate(other, scope), comparison, to) !== false
  return [
    ...(now.kind === 'const' ? [] : seeker.shift(now, comparison, to, scope)),
    ...(may ? seeker.want(condition, !chosen, scope) : []),
  ]
}

/** Of a sum: one term takes up the whole difference, or goes in the right direction. */
function shiftSum(seeker: Seeker, expr: Expr, comparison: Comparison, to: CelValue, scope: Scope): Move[] {
  const terms = termsOf(expr)
  const values = terms.map(({ expr: term }) => seeker.subject.evaluate(term, scope))
  const number = typeof to
  if ((number !== 'bigint' && number !== 'number') || values.some((value) => typeof value !== number)) return []
  const total = values.reduce<number>((sum, value, i) => sum + terms[i]!.sign * Number(value), 0)
  const difference = Number(to) - total
  return terms.flatMap(({ expr: term, sign }, i) => {
    const value = values[i]!
    const wanted = Number(value) + sign * difference
    if (!Number.isFinite(wanted)) return []
    const relation = sign > 0 ? comparison : mirrorOf(comparison)
    const exact = seeker.shift(term, relation, number === 'bigint' ? BigInt(wanted) : wanted, scope)
    if (exact.length > 0 || difference === 0) return exact
    return seeker.shift(term, difference * sign > 0 ? operator.greater : operator.less, value, scope)
  })
}

/** The terms of a sum, each added or subtracted. */
function termsOf(expr: Expr, sign: 1 | -1 = 1): { expr: Expr; sign: 1 | -1 }[] {
  const isSum = expr.kind === 'call' && (expr.fn === operator.add || expr.fn === operator.subtract)
  if (!isSum) return [{ expr, sign }]
  const [left, right] = expr.args as [Expr, Expr]
  return [...termsOf(left, sign), ...termsOf(right, expr.fn === operator.add ? sign : sign === 1 ? -1 : 1)]
}

function shiftSize(seeker: Seeker, of: Expr, comparison: Comparison, n: number, scope: Scope): Move[] {
  const { subject } = seeker
  if (of.kind === 'fold') {
    const macro = macroOf(of)
    if (macro?.kind === 'filter') return countMoves(seeker, of, macro.each, comparison, n, scope)
    if (macro?.kind === 'map' && !macro.where) return shiftSize(seeker, of.range, comparison, n, scope)
  }
  const path = subject.pathOf(of, scope)
  const what = path && sizeKeyword(subject, path, subject.evaluate(of, scope))
  if (!what) return []
  const least = (count: number): Move => [demand(path, { [`min${what}`]: count })]
  const most = (count: number): Move[] => {
    if (count < 0) return []
    const move: Move = [demand(path, { [`max${what}`]: count })]
    return count === 0 && path.length > 0 ? [[absent(path)], move] : [move]
  }
  switch (comparison) {
    case operator.equals:
      return [[demand(path, { [`min${what}`]: n, [`max${what}`]: n })], ...(n === 0 ? most(0) : [])]
    case operator.notEquals:
      return [least(n + 1), ...most(n - 1)]
    case operator.less:
      return most(n - 1)
    case operator.lessEquals:
      return most(n)
    case operator.greater:
      return [least(n + 1)]
    case operator.greaterEquals:
      return [least(n)]
  }
}

/** What the size of a value is called in a schema. */
function sizeKeyword(subject: Subject, path: Path, value: CelValue): 'Items' | 'Properties' | 'Length' | undefined {
  const raw = subject.raw(path)
  const type = raw === undefined ? subject.schemaAt(path)?.type : undefined
  if (value instanceof CelList || isList(raw) || type === 'array') return 'Items'
  if (value instanceof CelMap || isDict(raw) || type === 'object') return 'Properties'
  return typeof raw === 'string' || type === 'string' ? 'Length' : undefined
}
