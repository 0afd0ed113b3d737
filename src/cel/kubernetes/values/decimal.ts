/** A decimal number: `unscaled` × 10^-`scale`. Mutable, for upstream's quantities share and change theirs. */
export interface Decimal {
  unscaled: bigint
  scale: number
}

/**
 * How many digits a number may take when two numbers are brought to one scale. Upstream has no limit and would go on
 * until its memory ends; a quantity that needs more is an error here.
 */
export const maxDigits = 1_000_000

/** More digits than {@link maxDigits} would be needed. */
export class TooLarge extends Error {
  constructor() {
    super('quantity has too many digits')
  }
}

/** 10^n for n ≥ 0. */
export function power10(n: number): bigint {
  if (n > maxDigits) throw new TooLarge()
  return 10n ** BigInt(n)
}

/** -1, 0 or 1. Numbers of different magnitude are told apart without writing them out. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const signs = sign(a.unscaled) - sign(b.unscaled)
  if (signs !== 0 || a.unscaled === 0n) return Math.sign(signs)
  const magnitudes = magnitude(a) - magnitude(b)
  if (magnitudes !== 0) return Math.sign(magnitudes) * sign(a.unscaled)
  const [x, y] = upscale(a, b)
  return x < y ? -1 : x > y ? 1 : 0
}

/** Adds b to a, in place, in the finer of both scales. */
export function addTo(a: Decimal, b: Decimal, factor: 1n | -1n = 1n): void {
  const [x, y] = upscale(a, b)
  a.unscaled = x + factor * y
  a.scale = Math.max(a.scale, b.scale)
}

/** Rounds a number that is not negative up to a scale, or writes it out to that scale. */
export function roundUp(value: Decimal, scale: number): Decimal {
  const drop = value.scale - scale
  if (drop <= 0) return { unscaled: value.unscaled * power10(-drop), scale }
  // What is smaller than one unit is one unit, however small.
  if (drop > digits(value.unscaled)) return { unscaled: value.unscaled === 0n ? 0n : 1n, scale }
  const divisor = power10(drop)
  return { unscaled: (value.unscaled + divisor - 1n) / divisor, scale }
}

export function sign(value: bigint): number {
  return value > 0n ? 1 : value < 0n ? -1 : 0
}

function upscale(a: Decimal, b: Decimal): [bigint, bigint] {
  if (a.scale === b.scale) return [a.unscaled, b.unscaled]
  if (a.scale > b.scale) return [a.unscaled, b.unscaled * power10(a.scale - b.scale)]
  return [a.unscaled * power10(b.scale - a.scale), b.unscaled]
}

/** The position of the first digit, counted from the decimal point. */
function magnitude(value: Decimal): number {
  return digits(value.unscaled) - value.scale
}

function digits(value: bigint): number {
  return String(value < 0n ? -value : value).length
}
