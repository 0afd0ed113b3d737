import type { Place } from '../place.ts'

export const perRuleLimit = 10_000_000n
export const totalLimit = 100_000_000n
const uint64Max = 2n ** 64n - 1n

export function saturatingAdd(a: bigint, b: bigint): bigint {
  return a + b > uint64Max ? uint64Max : a + b
}

/** Upstream: validation.go multiplyWithOverflowGuard. */
export function saturatingMultiply(cost: bigint, cardinality: bigint): bigint {
  if (cost === 0n) return 0n
  return uint64Max / cost < cardinality ? uint64Max : cost * cardinality
}

/** Upstream: validation.go getCostErrorMessage. */
export function costText(what: string, cost: bigint, limit: bigint): string {
  const exceeds = Number(cost) / Number(limit)
  const factor = exceeds > 100 ? 'more than 100x' : exceeds < 1.5 ? `${exceeds.toFixed(6)}x` : `${exceeds.toFixed(1)}x`
  return (
    `${what} exceeds budget by factor of ${factor} (try simplifying the rule, or adding maxItems, maxProperties, ` +
    'and maxLength where arrays, maps, and strings are declared)'
  )
}

/** The costs of all rules of one schema. Upstream: cel_validation.go TotalCost. */
export class TotalCost {
  total = 0n
  /** At most four, each at least a hundredth of the limit, dearest first. */
  dearest: { place: Place; cost: bigint }[] = []

  add(place: Place, cost: bigint): void {
    this.total = saturatingAdd(this.total, cost)
    if (cost < totalLimit / 100n) return
    this.dearest.push({ place, cost })
    this.dearest.sort((a, b) => (a.cost < b.cost ? 1 : a.cost > b.cost ? -1 : 0))
    this.dearest.length = Math.min(this.dearest.length, 4)
  }
}
