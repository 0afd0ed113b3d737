import { type Comprehension, type Expr, operator } from '../../cel/ast.ts'
import { Foreign, rawOf } from '../../cel/raw.ts'
import { CelFailure, CelList, CelMap, type CelValue, isFailure } from '../../cel/value.ts'
import type { Path } from '../../model/path.ts'
import { isDict, isList, type Value } from '../../model/value.ts'
import { absent, type Demand, demand, present } from '../demand.ts'
import { quoteMeta } from '../text/text-values.ts'
import { type Comparison, complementOf, fits, mirrorOf } from './comparison.ts'
import { type Macro, macroOf, named, type Round, roundsOf } from './domain.ts'
import { partsOf } from './expression.ts'
import { guesses, keyGuesses } from './guess.ts'
import type { Scope, Subject } from './subject.ts'

/** Demands that together may bring a rule nearer to what it shall be. */
export type Move = readonly Demand[]

const maxDepth = 60

/**
 * Moves that may make an expression true, or false: by what it is made of. They need not suffice: the rule is evaluated
 * again on what comes of them.
 */
export class Goals {
  readonly #subject: Subject
  readonly #thorough: boolean
  readonly #broken: (value: Value) => number
  #depth = 0

  /**
   * @param thorough guess even where something better is known
   * @param broken how many rules a value would break
   */
  constructor(subject: Subject, thorough: boolean, broken: (value: Value) => number) {
    this.#subject = subject
    this.#thorough = thorough
    this.#broken = broken
  }

  want(expr: Expr, truth: boolean, scope: Scope): Move[] {
    if (this.#depth >= maxDepth || this.#subject.evaluate(expr, scope) === truth) return []
    this.#depth++
    const moves = this.#want(expr, truth, scope)
    this.#depth--
    return moves
  }

  #want(expr: Expr, truth: boolean, scope: Scope): Move[] {
    switch (expr.kind) {
      case 'call':
        return this.#call(expr, truth, scope)
      case 'fold':
        return this.#fold(expr, truth, scope)
      case 'select':
        if (expr.testOnly) return this.#has(expr, truth, scope)
        break
      case 'ident': {
        const short = scope.findLast(({ name }) => name === expr.name)?.short
        if (short) return this.want(short.expr, truth, short.scope)
      }
    }
    const path = this.#subject.pathOf(expr, scope)
    return path ? [[demand(path, { enum: [truth] })]] : []
  }

  #call(expr: Expr & { kind: 'call' }, truth: boolean, scope: Scope): Move[] {
    const { fn, args, target } = expr
    switch (fn) {
      case operator.not:
        return this.want(args[0]!, !truth, scope)
      case operator.and:
      case operator.or:
        return this.#junction(args, truth, fn === operator.and, scope)
      case operator.conditional:
        return this.#conditional(args, truth, scope)
      case operator.equals:
      case operator.notEquals:
      case operator.less:
      case operator.lessEquals:
      case operator.greater:
      case operator.greaterEquals: {
        const comparison = truth ? fn : complementOf(fn)
        return this.#orPresent(this.#compare(args[0]!, comparison, args[1]!, scope), expr, truth, scope)
      }
      case operator.in:
        return this.#orPresent(this.#isIn(args[0]!, args[1]!, truth, scope), expr, truth, scope)
      case 'matches':
      case 'startsWith':
      case 'endsWith':
      case 'contains': {
        const [text, other] = target ? [target, args[0]!] : [args[0]!, args[1]!]
        return this.#orPresent(this.#textual(fn, text, other, truth, scope), expr, truth, scope)
      }
      case 'hasValue': {
        const path = target && this.#subject.pathOf(target, scope)
        if (path) return [[truth ? present(path) : absent(path)]]
      }
    }
    return this.#orPresent([], expr, truth, scope)
  }

  /** Where something that is read is not there, it is made first; what nothing else is known for is guessed. */
  #orPresent(moves: Move[], expr: Expr, truth: boolean, scope: Scope): Move[] {
    const missing = this.#missing(expr, scope)
    const out = missing ? [...moves, [present(missing)]] : moves
    if (out.length > 0 && !this.#thorough) return out
    return [...out, ...guesses(this.#subject, expr, truth, scope, this.#broken)]
  }

  /** The first field or item that is read and is not there. */
  #missing(expr: Expr, scope: Scope): Path | undefined {
    if (!isFailure(this.#subject.evaluate(expr, scope))) return undefined
    for (const part of partsOf(expr)) {
      const missing = this.#missing(part, scope)
      if (missing) return missing
    }
    const path = this.#subject.pathOf(expr, scope)
    return path && this.#subject.raw(path) === undefined ? path : undefined
  }

  /** `all`: a conjunction that shall hold, or a disjunction that shall not: then every part counts. */
  #junction(parts: readonly Expr[], truth: boolean, isAnd: boolean, scope: Scope): Move[] {
    if (isAnd !== truth) return parts.flatMap((part) => this.want(part, truth, scope))
    for (const part of parts) {
      const moves = this.want(part, truth, scope)
      if (moves.length > 0) return moves
    }
    return []
  }

  #conditional(args: readonly Expr[], truth: boolean, scope: Scope): Move[] {
    const [condition, yes, no] = args as [Expr, Expr, Expr]
    const chosen = this.#subject.evaluate(condition, scope)
    if (typeof chosen !== 'boolean') return [true, false].flatMap((each) => this.want(condition, each, scope))
    return [...this.want(chosen ? yes : no, truth, scope), ...this.want(condition, !chosen, scope)]
  }

  #has(expr: Expr & { kind: 'select' }, truth: boolean, scope: Scope): Move[] {
    const holder = this.#subject.pathOf(expr.operand, scope)
    const path = this.#subject.below(holder, expr.field)
    if (path) return [[truth ? present(path) : absent(path)]]
    return this.#orPresent([], expr, truth, scope)
  }

  #compare(left: Expr, comparison: Comparison, right: Expr, scope: Scope): Move[] {
    const [l, r] = [this.#subject.evaluate(left, scope), this.#subject.evaluate(right, scope)]
    if (typeof l === 'boolean' && typeof r === 'boolean') {
      return [...this.want(left, !l, scope), ...this.want(right, !r, scope)]
    }
    const [at, other] = [this.#subject.pathOf(left, scope), this.#subject.pathOf(right, scope)]
    // A place always equals itself.
    if (at && other && JSON.stringify(at) === JSON.stringify(other)) return []
    return [
      ...(isFailure(r) ? [] : this.#shift(left, comparison, r, scope)),
      ...(isFailure(l) ? [] : this.#shift(right, mirrorOf(comparison), l, scope)),
    ]
  }

  /** Moves that may bring an expression into this relation to a value. */
  #shift(expr: Expr, comparison: Comparison, to: CelValue, scope: Scope): Move[] {
    if (this.#depth >= maxDepth) return []
    this.#depth++
    const moves = this.#shifted(expr, comparison, to, scope)
    this.#depth--
    return moves
  }

  #shifted(expr: Expr, comparison: Comparison, to: CelValue, scope: Scope): Move[] {
    const path = this.#subject.pathOf(expr, scope)
    if (path) return this.#shiftPath(path, comparison, to)
    if (expr.kind === 'ident') {
      const short = scope.findLast(({ name }) => name === expr.name)?.short
      return short ? this.#shift(short.expr, comparison, to, short.scope) : []
    }
    if (expr.kind === 'fold') return this.#shiftFold(expr, comparison, to, scope)
    if (expr.kind !== 'call') return []
    const [first, second, third] = expr.args
    switch (expr.fn) {
      case 'size': {
        const n = typeof to === 'bigint' ? Number(to) : undefined
        return n === undefined ? [] : this.#shiftSize(expr.target ?? first!, comparison, n, scope)
      }
      case operator.add:
      case operator.subtract:
        return this.#shiftSum(expr, comparison, to, scope)
      case operator.conditional: {
        const chosen = this.#subject.evaluate(first!, scope)
        if (typeof chosen !== 'boolean') return [true, false].flatMap((each) => this.want(first!, each, scope))
        const [now, other] = chosen ? [second!, third!] : [third!, second!]
        const flip = fits(this.#subject.evaluate(other, scope), comparison, to) !== false
        return [
          ...(now.kind === 'const' ? [] : this.#shift(now, comparison, to, scope)),
          ...(flip ? this.want(first!, !chosen, scope) : []),
        ]
      }
      case 'int':
      case 'double':
      case 'uint':
        return typeof to === 'number' || typeof to === 'bigint' ? this.#shift(first!, comparison, to, scope) : []
      default:
        return []
    }
  }

  #shiftFold(expr: Expr & Comprehension, comparison: Comparison, to: CelValue, scope: Scope): Move[] {
    const macro = macroOf(expr)
    if (macro?.kind !== 'bind') return []
    return this.#shift(macro.result, comparison, to, [
      ...scope,
      named(expr.accumulator, macro.value, this.#subject, scope),
    ])
  }

  #shiftPath(path: Path, comparison: Comparison, to: CelValue): Move[] {
    const raw = plain(to)
    if (raw === undefined) return []
    if (comparison === operator.equals) return [[demand(path, { enum: [raw] })]]
    if (comparison === operator.notEquals) return [[present(path), demand(path, { enum: [raw] }, false)]]
    if (typeof to !== 'number' && typeof to !== 'bigint') return []
    const bound = typeof raw === 'number' ? raw : Number(to)
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

  /** Of a sum: one term takes up the whole difference, or goes in the right direction. */
  #shiftSum(expr: Expr, comparison: Comparison, to: CelValue, scope: Scope): Move[] {
    const terms = termsOf(expr)
    const values = terms.map(({ expr: term }) => this.#subject.evaluate(term, scope))
    const number = typeof to
    if ((number !== 'bigint' && number !== 'number') || values.some((value) => typeof value !== number)) return []
    const total = values.reduce<number>((sum, value, i) => sum + terms[i]!.sign * Number(value), 0)
    const difference = Number(to) - total
    return terms.flatMap(({ expr: term, sign }, i) => {
      const value = values[i]!
      const wanted = Number(value) + sign * difference
      if (!Number.isFinite(wanted)) return []
      const relation = sign > 0 ? comparison : mirrorOf(comparison)
      const exact = this.#shift(term, relation, number === 'bigint' ? BigInt(wanted) : wanted, scope)
      if (exact.length > 0 || difference === 0) return exact
      return this.#shift(term, difference * sign > 0 ? operator.greater : operator.less, value, scope)
    })
  }

  #shiftSize(of: Expr, comparison: Comparison, n: number, scope: Scope): Move[] {
    const value = this.#subject.evaluate(of, scope)
    const path = this.#subject.pathOf(of, scope)
    if (of.kind === 'fold') {
      const macro = macroOf(of)
      if (macro?.kind === 'filter') return this.#shiftCount(of, macro.each, comparison, n, scope)
      if (macro?.kind === 'map' && !macro.where) return this.#shiftSize(of.range, comparison, n, scope)
    }
    if (!path) return []
    const kind =
      value instanceof CelList ? 'Items' : value instanceof CelMap ? 'Properties' : sizeKeyword(this.#subject, path)
    if (!kind) return []
    const least = (count: number): Move => [demand(path, { [`min${kind}`]: count })]
    const most = (count: number): Move[] => {
      if (count < 0) return []
      const move: Move = [demand(path, { [`max${kind}`]: count })]
      return count === 0 && path.length > 0 ? [[absent(path)], move] : [move]
    }
    switch (comparison) {
      case operator.equals:
        return [[demand(path, { [`min${kind}`]: n, [`max${kind}`]: n })], ...(n === 0 ? most(0) : [])]
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

  /** How many elements fulfil a condition. */
  #shiftCount(fold: Comprehension, each: Expr, comparison: Comparison, n: number, scope: Scope): Move[] {
    const rounds = roundsOf(fold, this.#subject, scope)
    const now = rounds.filter((round) => this.#subject.evaluate(each, round.scope) === true).length
    const more = comparison === operator.greater || comparison === operator.greaterEquals || now < n
    if (comparison === operator.notEquals)
      return [...this.#toggled(fold, rounds, each, true, scope), ...this.#toggled(fold, rounds, each, false, scope)]
    return this.#toggled(fold, rounds, each, more, scope)
  }

  /** One more element that fulfils the condition, or one less; the last ones change first. */
  #toggled(fold: Comprehension, rounds: readonly Round[], each: Expr, more: boolean, scope: Scope): Move[] {
    const order = more ? rounds : [...rounds].reverse()
    const moves = order.flatMap((round) => this.want(each, more, round.scope))
    return [...moves, ...(more ? this.#grown(fold, rounds.length, scope) : this.#shrunk(fold, rounds, scope))]
  }

  #grown(fold: Comprehension, length: number, scope: Scope): Move[] {
    const path = this.#subject.pathOf(fold.range, scope)
    const schema = path && this.#subject.schemaAt(path)
    if (schema?.type === 'array') return [[present([...path!, length])]]
    if (schema?.type === 'object' && schema.properties.size === 0)
      return keyGuesses(this.#subject, fold, true, scope).map((key) => [present([...path!, key])])
    return []
  }

  #shrunk(fold: Comprehension, rounds: readonly Round[], scope: Scope): Move[] {
    const path = this.#subject.pathOf(fold.range, scope)
    const value = path && this.#subject.raw(path)
    return path && isList(value) ? [[demand(path, { maxItems: rounds.length - 1 })]] : []
  }

  #fold(expr: Expr & Comprehension, truth: boolean, scope: Scope): Move[] {
    const macro = macroOf(expr)
    if (macro?.kind === 'bind')
      return this.want(macro.result, truth, [...scope, named(expr.accumulator, macro.value, this.#subject, scope)])
    const rounds = roundsOf(expr, this.#subject, scope)
    const moves = macro ? this.#quantified(expr, macro, rounds, truth, scope) : []
    return moves.length > 0 ? moves : this.#orPresent([], expr, truth, scope)
  }

  #quantified(
    expr: Expr & Comprehension,
    macro: Exclude<Macro, undefined>,
    rounds: readonly Round[],
    truth: boolean,
    scope: Scope,
  ): Move[] {
    if (macro.kind === 'bind' || macro.kind === 'filter' || macro.kind === 'map') return []
    const { each } = macro
    switch (macro.kind) {
      case 'all':
        return truth
          ? this.#everyRound(expr, rounds, each, true, scope)
          : this.#toggledTo(expr, rounds, each, false, scope)
      case 'exists':
        return truth
          ? this.#toggledTo(expr, rounds, each, true, scope)
          : this.#everyRound(expr, rounds, each, false, scope)
      case 'exists_one': {
        const count = rounds.filter((round) => this.#subject.evaluate(each, round.scope) === true).length
        return this.#toggled(expr, rounds, each, truth ? count === 0 : count === 1 && rounds.length > 1, scope)
      }
    }
  }

  /** Some round shall have this truth. */
  #toggledTo(expr: Comprehension, rounds: readonly Round[], each: Expr, truth: boolean, scope: Scope): Move[] {
    return [
      ...rounds.flatMap((round) => this.want(each, truth, round.scope)),
      ...this.#grown(expr, rounds.length, scope),
    ]
  }

  /** Every round shall have this truth: the first that has not is mended, or taken away. */
  #everyRound(expr: Comprehension, rounds: readonly Round[], each: Expr, truth: boolean, scope: Scope): Move[] {
    for (const round of rounds) {
      if (this.#subject.evaluate(each, round.scope) === truth) continue
      const moves = this.want(each, truth, round.scope)
      const away =
        round.key === undefined ? this.#shrunk(expr, rounds, scope) : this.#renamed(expr, round, truth, scope)
      return [...moves, ...away]
    }
    return []
  }

  /** A key that will not do becomes another one. */
  #renamed(expr: Comprehension, round: Round, truth: boolean, scope: Scope): Move[] {
    if (!round.path) return []
    const gone = absent(round.path)
    const others = keyGuesses(this.#subject, expr, truth, scope)
    return [...others.map((key): Move => [gone, present([...round.path!.slice(0, -1), key])]), [gone]]
  }

  #isIn(element: Expr, holder: Expr, truth: boolean, scope: Scope): Move[] {
    const values = this.#subject.evaluate(holder, scope)
    const value = this.#subject.evaluate(element, scope)
    const [at, path] = [this.#subject.pathOf(element, scope), this.#subject.pathOf(holder, scope)]
    const out: Move[] = []
    if (at && (values instanceof CelList || values instanceof CelMap)) {
      const listed = (values instanceof CelList ? itemsOf(values) : values.keys()).flatMap((item) => plain(item) ?? [])
      if (listed.length > 0) {
        const move = demand(at, { enum: listed }, truth)
        out.push(truth ? [move] : [present(at), move])
      }
    }
    const raw = plain(value)
    if (path && raw !== undefined) out.push(...this.#put(path, raw, truth))
    return out
  }

  /** A value into a list or a key into a map, or out of it. */
  #put(path: Path, raw: Value, truth: boolean): Move[] {
    const schema = this.#subject.schemaAt(path)
    const now = this.#subject.raw(path)
    if (schema?.type === 'array') {
      if (!truth) return [[demand(path, { items: { not: { enum: [raw] } } })]]
      const length = isList(now) ? now.length : 0
      return [[demand([...path, length], { enum: [raw] })], [demand([...path, 0], { enum: [raw] })]]
    }
    const key = this.#subject.below(path, String(raw))
    return key ? [[truth ? present(key) : absent(key)]] : []
  }

  #textual(fn: string, text: Expr, other: Expr, truth: boolean, scope: Scope): Move[] {
    const path = this.#subject.pathOf(text, scope)
    const found = this.#subject.evaluate(other, scope)
    if (!path || typeof found !== 'string') return []
    const quoted = quoteMeta(found)
    const pattern = { matches: found, startsWith: `^${quoted}`, endsWith: `${quoted}$`, contains: quoted }[fn]!
    const move = demand(path, { pattern }, truth)
    return [truth ? [move] : [present(path), move]]
  }
}

function itemsOf(list: CelList): CelValue[] {
  return Array.from({ length: Math.min(list.size, 1_000) }, (_, i) => list.at(i))
}

/** The terms of a sum, each added or subtracted. */
function termsOf(expr: Expr, sign: 1 | -1 = 1): { expr: Expr; sign: 1 | -1 }[] {
  const isSum = expr.kind === 'call' && (expr.fn === operator.add || expr.fn === operator.subtract)
  if (!isSum) return [{ expr, sign }]
  const [left, right] = expr.args as [Expr, Expr]
  return [...termsOf(left, sign), ...termsOf(right, expr.fn === operator.add ? sign : sign === 1 ? -1 : 1)]
}

/** A value as data; undefined for what JSON does not have. */
function plain(value: CelValue): Value | undefined {
  if (value instanceof CelFailure) return undefined
  const raw = rawOf(value)
  return raw instanceof Foreign ? undefined : raw
}

function sizeKeyword(subject: Subject, path: Path): string | undefined {
  const value = subject.raw(path)
  if (isList(value)) return 'Items'
  if (isDict(value)) return 'Properties'
  const type = typeof value === 'string' ? 'string' : subject.schemaAt(path)?.type
  return { string: 'Length', array: 'Items', object: 'Properties' }[type ?? '']
}
