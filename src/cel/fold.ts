import { GrowingList, GrowingMap } from './collections.ts'
import type { Frame, Step } from './frame.ts'
import { goTypeName } from './go-type.ts'
import { CelFailure, CelList, CelMap, type CelValue, isFailure } from './value.ts'

/** The parts of a fold; slots are those of its variables. */
export interface Fold {
  /** Absent when the accumulator is made when it is first read. */
  init: Step | undefined
  range: Step
  accu: number
  /** The element, or the key. */
  key: number
  /** The element or value, of two. */
  value: number | undefined
  condition: Step
  step: Step
  result: Step
}

/** What all, exists, map and their kin run as. Upstream: cel-go interpreter/interpretable.go evalFold. */
export function fold(parts: Fold): Step {
  const { init, range, accu, key, value, condition, step, result } = parts
  const next = (frame: Frame) => {
    if (condition(frame) === false) return false
    frame.slots[accu] = step(frame)
    return true
  }
  return (frame) => {
    const over = range(frame)
    if (isFailure(over)) return over
    const { slots } = frame
    const outer = slots[accu]
    slots[accu] = init ? growing(init(frame)) : undefined
    if (over instanceof CelList) {
      const { size } = over
      for (let i = 0; i < size; i++) {
        if (value === undefined) slots[key] = over.at(i)
        else {
          slots[key] = BigInt(i)
          slots[value] = over.at(i)
        }
        if (!next(frame)) break
      }
    } else if (over instanceof CelMap) {
      for (const name of over.keys()) {
        slots[key] = name
        if (value !== undefined) slots[value] = over.get(name) ?? null
        if (!next(frame)) break
      }
    } else {
      slots[accu] = outer
      return notIterable(over, value !== undefined)
    }
    const made = result(frame)
    slots[accu] = outer
    return made instanceof GrowingList || made instanceof GrowingMap ? made.finished() : made
  }
}

/** An empty list or map is the one that the fold fills. */
export function growing(value: CelValue): CelValue {
  if (value instanceof CelList && value.size === 0) return new GrowingList([])
  if (value instanceof CelMap && value.size === 0) return new GrowingMap(new Map())
  return value
}

function notIterable(value: CelValue, isPair: boolean): CelFailure {
  const type = goTypeName(value)
  return new CelFailure(
    isPair ? `unsupported comprehension range type: ${type}` : `got '${type}', expected iterable type`,
  )
}
