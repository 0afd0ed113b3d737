import { callCost, isDear } from './actual-cost.ts'
import { dispatcher } from './dispatch.ts'
import type { Declared } from './environment.ts'
import { equals } from './equality.ts'
import { charge, type Frame, type Step } from './frame.ts'
import type { Run } from './library/core-overload.ts'
import { type CelFailure, type CelValue, isFailure } from './value.ts'

/** A function as the checker understood it. */
export interface Callee {
  name: string
  /** All overloads of the function. */
  declared: readonly Declared[]
  /** Those that may be meant. */
  ids: readonly string[]
  /** Instead of what is declared. */
  run?: Run
}

/** A call: its arguments are evaluated from left to right, and the first error is the result. */
export function call({ name, declared, ids, run }: Callee, steps: readonly Step[]): Step {
  const invoke = run ?? dispatcher(name, declared, ids)
  const cost = callCost(name, ids.length === 1 ? ids[0]! : '')
  const count = (frame: Frame, args: readonly CelValue[], result: CelValue) => {
    charge(frame, typeof cost === 'number' ? cost : cost(args, result))
    return result
  }
  const [first, second] = steps
  // With several overloads to choose from upstream stops at the first error, and counts nothing; so does format.
  const isChosen =
    name !== 'format' && (ids.length === 1 || declared.length <= 1 || declared[0]!.singleton !== undefined)
  if (steps.length === 1 && !ids.some(isDear)) {
    const isStrict = name !== '@not_strictly_false'
    return (frame) => {
      const a = first!(frame)
      const result = isStrict && isFailure(a) ? a : invoke(a)
      return typeof cost === 'number' ? charged(frame, cost, result) : count(frame, [a], result)
    }
  }
  // Both arguments are evaluated before either is looked at.
  const isBinary = steps.length === 2 && isChosen && !run
  if (isBinary && !ids.some(isDear)) {
    return (frame) => {
      const a = first!(frame)
      const b = second!(frame)
      const result = isFailure(a) ? a : isFailure(b) ? b : invoke(a, b)
      return typeof cost === 'number' ? charged(frame, cost, result) : count(frame, [a, b], result)
    }
  }
  const early = ids.some(isDear)
  return (frame) => {
    const args: CelValue[] = []
    let failure: CelFailure | undefined
    for (const step of steps) {
      const arg = step(frame)
      args.push(arg)
      if (isFailure(arg)) failure ??= arg
      if (failure && !isBinary) break
    }
    if (failure) return args.length === steps.length ? count(frame, args, failure) : failure
    if (!early) return count(frame, args, invoke(...args))
    count(frame, args, null)
    return invoke(...args)
  }
}

function charged(frame: Frame, cost: number, result: CelValue): CelValue {
  charge(frame, cost)
  return result
}

/** `==` and `!=`; the latter is true of what cannot be compared. */
export function equality(name: string, a: Step, b: Step, isNegated: boolean): Step {
  const cost = callCost(name, isNegated ? 'not_equals' : 'equals')
  return (frame) => {
    const left = a(frame)
    const right = b(frame)
    const same = isFailure(left) ? left : isFailure(right) ? right : equals(left, right)
    const result = isNegated && !isFailure(left) && !isFailure(right) ? same !== true : same
    charge(frame, typeof cost === 'number' ? cost : cost([left, right], result))
    return result
  }
}
