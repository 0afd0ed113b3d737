import { float, type Value } from '../model/value.ts'
import type { Need } from './need.ts'

/**
 * Numbers for a value, the plainest first; whoever takes them tests them.
 * @param whole integers only
 */
export function* numberValues(need: Need, whole: boolean): Generator<Value> {
  const least = need.least((schema) => schema.minimum)
  const most = need.most((schema) => schema.maximum)
  const factors = need.schemas.flatMap(({ multipleOf }) =>
    multipleOf !== undefined && multipleOf > 0 ? [multipleOf] : [],
  )
  const step = factors.reduce(commonMultiple, 0)
  const make = (value: number): Value => (whole ? Math.round(value) : Number.isInteger(value) ? value : float(value))
  const seeds = [
    1,
    0,
    least,
    most,
    10,
    100,
    -1,
    0.5,
    least !== undefined && most !== undefined ? (least + most) / 2 : 1,
  ]
  for (const seed of seeds) {
    if (seed === undefined) continue
    if (step > 0) {
      const multiple = Math.ceil(seed / step)
      for (const k of [0, 1, -1, 2, -2]) yield make((multiple + k) * step)
    } else {
      yield make(seed)
      for (const distance of whole ? [1] : [1, 0.5, 0.001]) {
        yield make(seed + distance)
        yield make(seed - distance)
      }
    }
  }
  // Others, where a few values are ruled out.
  const start = step > 0 ? Math.ceil((least ?? 0) / step) * step : (least ?? 0)
  for (let i = 0; i < 200; i++) yield make(start + i * (step || 1))
}

/** The smallest number that both go into; of fractions an approximate one. */
function commonMultiple(a: number, b: number): number {
  if (a === 0) return b
  const scale = 10 ** 6
  let [x, y] = [Math.round(a * scale), Math.round(b * scale)]
  while (y > 0) [x, y] = [y, x % y]
  return x === 0 ? b : (a * b * scale) / x
}
