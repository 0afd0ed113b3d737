import type { Expr } from './ast.ts'
import type { Type } from './types.ts'

/** What the checker found out about every node. */
export interface Checked {
  expr: Expr
  result: Type
  types: ReadonlyMap<number, Type>
  /** Of calls: the overloads that may be meant; one alone decides at compile time. */
  overloads: ReadonlyMap<number, readonly string[]>
  /** Of calls written as members that are functions of a namespace: their full names. */
  functions: ReadonlyMap<number, string>
  /** Of nodes that name a variable or a type: that name. */
  names: ReadonlyMap<number, string>
}
