import type { Walk } from '../edit.ts'
import { kindsOf } from '../kinds.ts'
import type { Site } from '../site.ts'
import { sized } from '../values/sized.ts'
import { compareLimit } from './ordered.ts'

const keywords = [
  ['CRD2016', 'array', 'minItems', 'maxItems'],
  ['CRD2017', 'object', 'minProperties', 'maxProperties'],
] as const

/** How many items a list and how many keys an object may have. */
export function compareSizes(old: Site, now: Site, walk: Walk): void {
  const kinds = kindsOf(old)
  for (const [code, kind, least, most] of keywords) {
    if (!kinds.has(kind)) continue
    compareLimit<number>(old, now, walk, {
      code,
      keyword: most,
      of: (schema) => schema[most],
      show: String,
      implied: (known, bound) => known.some((each) => each <= bound),
      candidates: (bound) => ({ values: () => sized(old, kind, bound + 1), all: false }),
    })
    compareLimit<number>(old, now, walk, {
      code,
      keyword: least,
      of: (schema) => schema[least],
      show: String,
      implied: (known, bound) => bound <= 0 || known.some((each) => each >= bound),
      candidates: (bound) => ({ values: () => sized(old, kind, bound - 1), all: false }),
    })
  }
}
