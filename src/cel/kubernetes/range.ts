/** A smallest and a largest size or cost: uint64, saturating. Upstream: cel-go checker SizeEstimate and CostEstimate. */
export interface Range {
  readonly min: bigint
  readonly max: bigint
}

export const maxUint64 = 2n ** 64n - 1n

export function exactly(value: bigint | number): Range {
  return { min: BigInt(value), max: BigInt(value) }
}

/** What nothing is known of. */
export const anything: Range = { min: 0n, max: maxUint64 }

export function plus(a: Range, b: Range): Range {
  return { min: saturated(a.min + b.min), max: saturated(a.max + b.max) }
}

export function times(a: Range, b: Range): Range {
  return { min: saturated(a.min * b.min), max: saturated(a.max * b.max) }
}

/** What holds both. */
export function union(a: Range, b: Range): Range {
  return { min: smaller(a.min, b.min), max: larger(a.max, b.max) }
}

export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

/** Multiplied as float64 and rounded up, which is how upstream applies a cost to a size. */
export function scaled(range: Range, factor: number): Range {
  return { min: scaleUp(range.min, factor), max: scaleUp(range.max, factor) }
}

function scaleUp(value: bigint, factor: number): bigint {
  const result = Math.ceil(Number(value) * factor)
  return result >= 2 ** 64 ? maxUint64 : BigInt(result)
}

function saturated(value: bigint): bigint {
  return value > maxUint64 ? maxUint64 : value
}
