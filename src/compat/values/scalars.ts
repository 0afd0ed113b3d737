import { float, int, newDict, type Value } from '../../model/value.ts'
import type { Site } from '../site.ts'

/** Numbers at and beside some points and the bounds of a site: integers, and fractions where they can be. */
export function* numbersNear(points: readonly number[], site: Site): Generator<Value> {
  const all = [...points, ...bounds(site), 1, 2, 10, 100]
  for (const point of all) {
    yield* integer(Math.trunc(point))
    for (const step of [1, -1]) yield* integer(Math.trunc(point) + step)
  }
  for (const factor of site.parts.flatMap((part) => part.multipleOf ?? []))
    for (const point of all) {
      const least = Math.ceil(point / factor) * factor
      yield* integer(least)
      yield* integer(least - factor)
      yield* integer(least + factor)
    }
  for (const point of all)
    for (const step of [0, 0.5, -0.5]) if (!Number.isInteger(point + step)) yield float(point + step)
  yield* integer(2 ** 31)
  yield* integer(-(2 ** 31) - 1)
  yield 2n ** 63n - 1n
  yield 1e39
}

function* integer(value: number): Generator<Value> {
  const exact = Number.isFinite(value) ? int(BigInt(Math.trunc(value))) : undefined
  if (exact !== undefined) yield exact
}

function bounds(site: Site): number[] {
  return site.parts.flatMap((part) => [part.minimum ?? [], part.maximum ?? []].flat())
}

/** Beside the bounds of a site. */
export function fractions(site: Site): number[] {
  return bounds(site).flatMap((bound) => [Math.trunc(bound) + 0.5, Math.trunc(bound) - 0.5])
}

/** One of each kind, where nothing is known. */
export function anyValues(): Value[] {
  const dict = newDict()
  dict.kept = 'x'
  return ['x', 5, true, 0.5, [dict], ['x'], dict, newDict(), []]
}
