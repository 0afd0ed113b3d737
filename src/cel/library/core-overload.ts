import type { Trait } from '../traits.ts'
import type { CelValue } from '../value.ts'

/** An overload of the core libraries; types are written as the Kubernetes libraries write theirs. */
export interface CoreOverload {
  function: string
  id: string
  member: boolean
  args: readonly string[]
  result: string
  /** The number of arguments fits. None is a failure, but for functions that are not strict. */
  run: Run
  /** When all overloads of the function are run alike: what the first argument must have. */
  singleton?: Trait
  /** Types of arguments are left to `run`. */
  unguarded?: boolean
}

export type Run = (...args: CelValue[]) => CelValue

export function global(fn: string, id: string, args: readonly string[], result: string, run: Run): CoreOverload {
  return { function: fn, id, member: false, args, result, run }
}

export function member(fn: string, id: string, args: readonly string[], result: string, run: Run): CoreOverload {
  return { function: fn, id, member: true, args, result, run }
}

/** Overloads that are one function at run time: it looks at the values by itself. */
export function singleton(trait: Trait, overloads: readonly CoreOverload[]): CoreOverload[] {
  return overloads.map((overload) => ({ ...overload, singleton: trait }))
}

export const anyValue: Trait = () => true
