import { keyOf, sameNumbers, toArray } from './collections.ts'
import type { Step } from './frame.ts'
import { CelList, type CelValue, isFailure, Uint } from './value.ts'

/**
 * `x in [constants]`: upstream looks it up in a set, for free.
 * @returns the answer where it is known; undefined when the constants are not all plain
 */
export function membership(item: Step, list: CelValue): Step | boolean | undefined {
  if (!(list instanceof CelList)) return undefined
  if (list.size === 0) return false
  const values = toArray(list)
  if (!values.every(isPlain)) return undefined
  const keys = new Set<unknown>()
  for (const value of values) for (const key of [keyOf(value), ...sameNumbers(value), ...asDouble(value)]) keys.add(key)
  return (frame) => {
    const value = item(frame)
    return isFailure(value) ? value : keys.has(keyOf(value)) && !Number.isNaN(value)
  }
}

function isPlain(value: CelValue): boolean {
  return ['string', 'boolean', 'bigint', 'number'].includes(typeof value) || value instanceof Uint
}

/** Upstream does not mind what the double loses. */
function asDouble(value: CelValue): number[] {
  if (typeof value === 'bigint') return [Number(value)]
  return value instanceof Uint ? [Number(value.value)] : []
}
