import { type Expr, operator } from '../../cel/ast.ts'
import { type CelValue, isFailure } from '../../cel/value.ts'
import type { Path } from '../../model/path.ts'
import type { Value } from '../../model/value.ts'
import { absent, demand, present } from '../demand.ts'
import { type Comparison, complementOf, mirrorOf } from './comparison.ts'
import { macroOf, named } from './domain.ts'
import { partsOf } from './expression.ts'
import { guesses } from './guess.ts'
import { memberMoves, textMoves } from './member.ts'
import { quantifierMoves } from './quantifier.ts'
import type { Move, Seeker } from './seeker.ts'
import { shiftMoves } from './shift.ts'
import type { Scope, Subject } from './subject.ts'

const maxDepth = 60

/**
 * Moves that may make an expression true, or false: by what it is made of. They need not suffice: the rule is evaluated
 * again on what comes of them.
 */
export class Goals implements Seeker {
  readonly subject: Subject
  readonly #thorough: boolean
  readonly #broken: (value: Value) => number
  #depth = 0

  /**
   * @param thorough guess even where something better is known
   * @param broken how many rules a value would break
   */
  constructor(subject: Subject, thorough: boolean, broken: (value: Value) => number) {
    this.subject = subject
    this.#thorough = thorough
    this.#broken = broken
  }

  want(expr: Expr, truth: boolean, scope: Scope): Move[] {
    if (this.subject.evaluate(expr, scope) === truth) return []
    return this.#deeper(() => this.#want(expr, truth, scope))
  }

  shift(expr: Expr, comparison: Comparison, to: CelValue, scope: Scope): Move[] {
    return this.#deeper(() => shiftMoves(this, expr, comparison, to, scope))
  }

  #deeper(work: () => Move[]): Move[] {
    if (this.#depth >= maxDepth) return []
    this.#depth++
    const moves = work()
    this.#depth--
    return moves
  }

  #want(expr: Expr, truth: boolean, scope: Scope): Move[] {
    switch (expr.kind) {
      case 'call':
        return this.#call(expr, truth, scope)
      case 'fold': {
        const macro = macroOf(expr)
        if (macro?.kind === 'bind')
          return this.want(macro.result, truth, [...scope, named(expr.accumulator, macro.value, this.subject, scope)])
        const moves = macro ? quantifierMoves(this, expr, macro, truth, scope) : []
        return moves.length > 0 ? moves : this.#otherwise([], expr, truth, scope)
      }
      case 'select':
        if (expr.testOnly) return this.#has(expr, truth, scope)
        break
      case 'ident': {
        const short = scope.findLast(({ name }) => name === expr.name)?.short
        if (short) return this.want(short.expr, truth, short.scope)
      }
    }
    const path = this.subject.pathOf(expr, scope)
    return path ? [[demand(path, { enum: [truth] })]] : []
  }

  #call(expr: Expr & { kind: 'call' }, truth: boolean, scope: Scope): Move[] {
    const { fn, args, target } = expr
    const [first, second] = args
    switch (fn) {
      case operator.not:
        return this.want(first!, !truth, scope)
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
        const moves = this.#compare(first!, truth ? fn : complementOf(fn), second!, scope)
        return this.#otherwise(moves, expr, truth, scope)
      }
      case operator.in:
        return this.#otherwise(memberMoves(this.subject, first!, second!, truth, scope), expr, truth, scope)
      case 'matches':
      case 'startsWith':
      case 'endsWith':
      case 'contains': {
        const [text, other] = target ? [target, first!] : [first!, second!]
        return this.#otherwise(textMoves(this.subject, fn, text, other, truth, scope), expr, truth, scope)
      }
      case 'hasValue': {
        const path = target && this.subject.pathOf(target, scope)
        if (path) return [[truth ? present(path) : absent(path)]]
      }
    }
    return this.#otherwise([], expr, truth, scope)
  }

  /** Where something that is read is not there, it is made first; what nothing else is known for is guessed. */
  #otherwise(moves: Move[], expr: Expr, truth: boolean, scope: Scope): Move[] {
    const missing = this.#missing(expr, scope)
    const out = missing ? [...moves, [present(missing)]] : moves
    if (out.length > 0 && !this.#thorough) return out
    return [...out, ...guesses(this.subject, expr, truth, scope, this.#broken)]
  }

  /** The first field or item that is read and is not there. */
  #missing(expr: Expr, scope: Scope): Path | undefined {
    if (!isFailure(this.subject.evaluate(expr, scope))) return undefined
    for (const part of partsOf(expr)) {
      const missing = this.#missing(part, scope)
      if (missing) return missing
    }
    const path = this.subject.pathOf(expr, scope)
    return path && this.subject.raw(path) === undefined ? path : undefined
  }

  /** All parts have to have the truth, one after the other; or one of them, whichever. */
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
    const chosen = this.subject.evaluate(condition, scope)
    if (typeof chosen !== 'boolean') return [true, false].flatMap((each) => this.want(condition, each, scope))
    return [...this.want(chosen ? yes : no, truth, scope), ...this.want(condition, !chosen, scope)]
  }

  #has(expr: Expr & { kind: 'select' }, truth: boolean, scope: Scope): Move[] {
    const path = this.subject.below(this.subject.pathOf(expr.operand, scope), expr.field)
    if (path) return [[truth ? present(path) : absent(path)]]
    return this.#otherwise([], expr, truth, scope)
  }

  #compare(left: Expr, comparison: Comparison, right: Expr, scope: Scope): Move[] {
    const { subject } = this
    const [l, r] = [subject.evaluate(left, scope), subject.evaluate(right, scope)]
    if (typeof l === 'boolean' && typeof r === 'boolean')
      return [...this.want(left, !l, scope), ...this.want(right, !r, scope)]
    const [at, other] = [subject.pathOf(left, scope), subject.pathOf(right, scope)]
    // A place always equals itself.
    if (at && other && JSON.stringify(at) === JSON.stringify(other)) return []
    return [
      ...(isFailure(r) ? [] : this.shift(left, comparison, r, scope)),
      ...(isFailure(l) ? [] : this.shift(right, mirrorOf(comparison), l, scope)),
    ]
  }
}
