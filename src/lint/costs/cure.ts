import type { Schema } from '../../schema/schema.ts'
import { boundOf } from './bound.ts'
import type { Bounds, Expression } from './expression.ts'

/** What would make an expression cheaper. */
export interface Cure {
  /** All are needed for what bounds can do; the one that matters most first. */
  schemas: readonly Schema[]
  /** The largest bound, of each of them, with which the expression keeps its limit; undefined when it does, or cannot. */
  enough: bigint | undefined
}

const smallest = 1n
/** Bounds to propose: 1, 2, 5, 10, … downwards. */
const proposals = [6, 5, 4, 3, 2, 1, 0].flatMap((exponent) =>
  [5n, 2n, 1n].map((digit) => digit * 10n ** BigInt(exponent)),
)

/**
 * Finds the bounds that are missing. When these are not enough for the limit, or none is missing in a dear expression,
 * those too that are there and could be lower.
 */
export function cure(expression: Expression, limit: bigint): Cure {
  const all = expression.boundable()
  const missing = needed(
    expression,
    all.filter((schema) => boundOf(schema)!.declared === undefined),
  )
  const cost = expression.cost()
  if (cost <= limit) {
    const isDear = cost >= limit / 10n
    return { schemas: missing.length === 0 && isDear ? needed(expression, all) : missing, enough: undefined }
  }
  const enough = largestEnough(expression, missing, limit)
  if (enough !== undefined) return { schemas: missing, enough }
  const schemas = needed(expression, all)
  return { schemas, enough: largestEnough(expression, schemas, limit) }
}

/** Without those that change next to nothing, or nothing beside another. */
function needed(expression: Expression, candidates: readonly Schema[]): Schema[] {
  const tolerable = 2n * expression.cost(same(candidates, smallest))
  let kept = [...candidates]
  for (const candidate of candidates) {
    const others = kept.filter((schema) => schema !== candidate)
    if (expression.cost(same(others, smallest)) <= tolerable) kept = others
  }
  const without = new Map(kept.map((schema) => [schema, expression.cost(same(kept, smallest, schema))] as const))
  return kept.sort((a, b) => Number(without.get(b)! > without.get(a)!) - Number(without.get(b)! < without.get(a)!))
}

function largestEnough(expression: Expression, schemas: readonly Schema[], limit: bigint): bigint | undefined {
  if (schemas.length === 0) return undefined
  // The lower the bounds, the cheaper.
  let [low, high] = [0, proposals.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (expression.cost(same(schemas, proposals[middle]!)) <= limit) high = middle
    else low = middle + 1
  }
  return proposals[low]
}

/** The same bound for all, unless a lower one is there. */
function same(schemas: readonly Schema[], bound: bigint, except?: Schema): Bounds {
  const bounds = new Map<Schema, bigint>()
  for (const schema of schemas) {
    if (schema === except) continue
    const declared = boundOf(schema)?.declared
    bounds.set(schema, declared !== undefined && declared < bound ? BigInt(Math.max(0, declared)) : bound)
  }
  return bounds
}
