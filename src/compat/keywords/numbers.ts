import { formatFloat } from '../../model/go/float.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Walk } from '../edit.ts'
import { kindsOf } from '../kinds.ts'
import type { Site } from '../site.ts'
import { numbersNear } from '../values/scalars.ts'
import { compareLimit } from './ordered.ts'

interface Bound {
  at: number
  exclusive: boolean
}

/** minimum, maximum, multipleOf; they speak of numbers alone. */
export function compareNumbers(old: Site, now: Site, walk: Walk): void {
  const kinds = kindsOf(old)
  if (!kinds.has('integer') && !kinds.has('fraction')) return
  const near = (...points: number[]) => ({ values: () => numbersNear(points, old), all: false })
  for (const [keyword, flag, sign] of [
    ['minimum', 'exclusiveMinimum', -1],
    ['maximum', 'exclusiveMaximum', 1],
  ] as const) {
    compareLimit<Bound>(old, now, walk, {
      code: 'CRD2011',
      keyword,
      of: (schema) => {
        const at = schema[keyword]
        return at === undefined ? undefined : { at, exclusive: schema[flag] }
      },
      show: ({ at, exclusive }) => formatFloat(at) + (exclusive ? ' (exclusive)' : ''),
      implied: (known, bound) => isSound(bound, now.own) && known.some((each) => keeps(each, bound, sign)),
      candidates: ({ at }) => near(at, at + sign, at - sign),
    })
  }
  compareLimit<number>(old, now, walk, {
    code: 'CRD2012',
    keyword: 'multipleOf',
    of: (schema) => schema.multipleOf,
    show: formatFloat,
    implied: (known, factor) =>
      known.includes(factor) ||
      known.some((each) => Number.isSafeInteger(each / factor) && Number.isInteger(factor) && each % factor === 0),
    candidates: (factor) => near(0, 1, factor, factor + 1, factor - 1, factor / 2, factor * 3),
  })
}

/**
 * A bound that does not fit int64, or is no integer where values are, refuses everything; there the order of bounds says
 * nothing. See validation/keywords/number.ts.
 */
function isSound({ at }: Bound, schema: Schema): boolean {
  return Math.abs(at) < 2 ** 63 && (schema.type !== 'integer' || Number.isInteger(at))
}

/** Does what keeps the one keep the other? Integers are held against the bound without its fraction. */
function keeps(known: Bound, bound: Bound, sign: 1 | -1): boolean {
  if (Math.abs(known.at) >= 2 ** 63) return known.at === bound.at && known.exclusive === bound.exclusive
  return within(known, bound, sign) && within(whole(known), whole(bound), sign)
}

function within(known: Bound, bound: Bound, sign: 1 | -1): boolean {
  const order = sign * (bound.at - known.at)
  return order > 0 || (order === 0 && (known.exclusive || !bound.exclusive))
}

function whole({ at, exclusive }: Bound): Bound {
  return { at: Math.trunc(at), exclusive }
}
