import { float, int, type Value } from '../model/value.ts'
import type { Need } from './need.ts'

/** So many more numbers are offered than are ruled out. */
const moreOthers = 100

/**
 * Numbers for a value, the plainest first; whoever takes them tests them.
 * @param whole integers only
 */
export function* numberValues(need: Need, whole: boolean): Generator<Value> {
  const least = need.least((schema) => schema.minimum)
  const most = need.most((schema) => schema.maximum)
  const seen = new Set<number>()
  for (const wanted of numbers(need, whole, least, most)) {
    const number = whole ? Math.round(wanted) : wanted
    if (number < (least ?? number) || number > (most ?? number) || seen.has(number)) continue
    seen.add(number)
    yield Number.isInteger(number) ? (int(BigInt(number)) ?? float(number)) : float(number)
  }
}

function* numbers(need: Need, whole: boolean, least?: number, most?: number): Generator<number> {
  const factors = need.schemas.flatMap(({ multipleOf = 0 }) => (multipleOf > 0 ? [multipleOf] : []))
  const step = factors.reduce(commonMultiple, 0)
  const middle = least !== undefined && most !== undefined ? (least + most) / 2 : 0.5
  for (const seed of [1, 0, least, most, 10, 100, -1, middle]) {
    if (seed === undefined) continue
    if (step > 0) {
      const multiple = Math.ceil(seed / step)
      for (const k of [0, 1, -1, 2, -2]) yield (multiple + k) * step
    } else {
      yield seed
      for (const distance of whole ? [1] : [1, 0.5, 0.001]) yield* [seed + distance, seed - distance]
    }
  }
  const refused = need.refused.length
  if (refused === 0) return
  const start = step > 0 ? Math.ceil((least ?? 0) / step) * step : (least ?? 0)
  for (let i = 0; i < moreOthers + refused; i++) yield start + i * (step || 1)
}

/** The smallest number that both go into; of fractions an approximate one. */
function commonMultiple(a: number, b: number): number {
  if (a === 0) return b
  const scale = 10 ** 6
  let [x, y] = [Math.round(a * scale), Math.round(b * scale)]
  while (y > 0) [x, y] = [y, x % y]
  return x === 0 ? b : (a * b * scale) / x
}
