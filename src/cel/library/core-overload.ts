import type { CelValue } from '../value.ts'

/** An overload of the core libraries; types are written as the Kubernetes libraries write theirs. */
export interface CoreOverload {
  function: string
  id: string
  member: boolean
  args: readonly string[]
  result: string
  /** The number of arguments fits; their types need not, when they were dynamic. None is a failure. */
  run(args: readonly CelValue[]): CelValue
}

type Run = (...args: CelValue[]) => CelValue

export function global(fn: string, id: string, args: readonly string[], result: string, run: Run): CoreOverload {
  return { function: fn, id, member: false, args, result, run: (values) => run(...values) }
}

export function member(fn: string, id: string, args: readonly string[], result: string, run: Run): CoreOverload {
  return { function: fn, id, member: true, args, result, run: (values) => run(...values) }
}
