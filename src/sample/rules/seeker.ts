import type { Expr } from '../../cel/ast.ts'
import type { CelValue } from '../../cel/value.ts'
import type { Demand } from '../demand.ts'
import type { Comparison } from './comparison.ts'
import type { Scope, Subject } from './subject.ts'

/** Demands that together may bring a rule nearer to what it shall be. */
export type Move = readonly Demand[]

/** What looks for moves, as its parts see it. */
export interface Seeker {
  readonly subject: Subject
  /** Moves that may give an expression this truth. */
  want(expr: Expr, truth: boolean, scope: Scope): Move[]
  /** Moves that may bring an expression into this relation to a value. */
  shift(expr: Expr, comparison: Comparison, to: CelValue, scope: Scope): Move[]
}
