import { addTo, compareDecimals, type Decimal, roundUp, sign } from './decimal.ts'

const wrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
const wrongNumber = 'unable to parse numeric part of quantity'
const wrongSuffix = "unable to parse quantity's suffix"

/** value × 10^scale */
interface Small {
  value: bigint
  scale: number
}

const maxInt64 = 2n ** 63n - 1n

/**
 * Kubernetes' resource.Quantity as the CEL library lets it be seen: `100m`, `1.5Gi`, `12e6`. Printing and its formats
 * are left out, since no rule can print one.
 *
 * Upstream keeps an int64 with a scale as long as it can and a big decimal after; which of them it is shows in
 * {@link asInteger}, and comparing changes it. Sharing and changing are upstream's, too: the sum of a big decimal and
 * something is written into the operand. (apimachinery v0.36.3, pkg/api/resource/{quantity,amount}.go)
 */
export class Quantity {
  /** Of two the first is a sum or a difference: upstream's equality does not accept such an operand on the right. */
  readonly computed: boolean
  #small: Small | undefined
  #big: Decimal | undefined

  private constructor(small: Small | undefined, big: Decimal | undefined, computed = false) {
    this.#small = small
    this.#big = big
    this.computed = computed
  }

  /** @returns the quantity, or upstream's error text */
  static parse(text: string): Quantity | string {
    if (text === '') return wrongFormat
    const parts = split(text)
    if (!parts) return wrongFormat
    const suffix = interpret(parts.suffix)
    if (!suffix) return wrongSuffix
    const { base, exponent } = suffix
    const { negative, whole, fraction } = parts
    let precision = 18 - whole.length - fraction.length
    let scale = exponent
    let mantissa = 1n
    if (base === 2) {
      scale = 0
      mantissa = 1n << BigInt(exponent)
      precision = fraction === '' ? 15 - whole.length - Math.trunc((exponent * 3) / 10) - 1 : -1
    }
    scale = (scale - fraction.length) | 0
    if (precision >= 0 && scale >= -9) {
      const value = BigInt(whole + fraction) * mantissa
      if (value <= maxInt64) return new Quantity({ value: negative ? -value : value, scale }, undefined)
    }
    const big = parseBig(parts.number)
    return big ? new Quantity(undefined, limit(big, base, exponent, negative)) : wrongNumber
  }

  static of(value: bigint): Quantity {
    return new Quantity({ value, scale: 0 }, undefined)
  }

  sign(): number {
    return sign(this.#big ? this.#big.unscaled : this.#small!.value)
  }

  /** Undefined when it is no integer, exceeds int64, or is kept as a big decimal. */
  asInteger(): bigint | undefined {
    if (!this.#small || this.#small.scale < 0) return undefined
    return scaleUp(this.#small.value, this.#small.scale)
  }

  asApproximateFloat(): number {
    const base = Number(this.#big ? this.#big.unscaled : this.#small!.value)
    const exponent = this.#big ? -this.#big.scale : this.#small!.scale
    return exponent === 0 ? base : base * pow10(exponent)
  }

  /** -1, 0 or 1. */
  compare(other: Quantity): number {
    if (this.#small && other.#small) return compareDecimals(decimal(this.#small), decimal(other.#small))
    return compareDecimals(this.#toBig(), other.#big ?? decimal(other.#small!))
  }

  add(other: Quantity): Quantity {
    return this.#plus(other, 1n)
  }

  subtract(other: Quantity): Quantity {
    return this.#plus(other, -1n)
  }

  #plus(other: Quantity, factor: 1n | -1n): Quantity {
    if (this.#small && other.#small) {
      const { value, scale } = other.#small
      // As in Go, the least int64 is its own negative.
      const sum = addSmall(this.#small, { value: BigInt.asIntN(64, factor * value), scale })
      if (sum) return new Quantity(sum, undefined, true)
    }
    const big = this.#big ?? decimal(this.#small!)
    addTo(big, other.#big ?? decimal(other.#small!), factor)
    return new Quantity(undefined, big, true)
  }

  #toBig(): Decimal {
    if (!this.#big) {
      this.#big = decimal(this.#small!)
      this.#small = undefined
    }
    return this.#big
  }
}

function decimal({ value, scale }: Small): Decimal {
  return { unscaled: value, scale: -scale }
}

interface Parts {
  negative: boolean
  /** Without leading zeros, at least one digit. */
  whole: string
  fraction: string
  /** Sign, digits and point as they stand. */
  number: string
  suffix: string
}

function split(text: string): Parts | undefined {
  const match = /^([+-]?)0*([0-9]*)(?:\.([0-9]*))?/.exec(text)!
  const [number, sign, whole = '', fraction = ''] = match
  const suffix = text.slice(number.length)
  if (!/^[eEinumkKMGTP]*[-+]?[0-9]*$/.test(suffix)) return undefined
  const zero = whole === '' && number.length === text.length && match[3] === undefined
  return { negative: sign === '-', whole: whole || '0', fraction, number: zero ? '0' : number, suffix }
}

const suffixes: ReadonlyMap<string, readonly [2 | 10, number]> = new Map([
  ['', [10, 0]],
  ['n', [10, -9]],
  ['u', [10, -6]],
  ['m', [10, -3]],
  ['k', [10, 3]],
  ['M', [10, 6]],
  ['G', [10, 9]],
  ['T', [10, 12]],
  ['P', [10, 15]],
  ['E', [10, 18]],
  ['Ki', [2, 10]],
  ['Mi', [2, 20]],
  ['Gi', [2, 30]],
  ['Ti', [2, 40]],
  ['Pi', [2, 50]],
  ['Ei', [2, 60]],
] as const)

function interpret(suffix: string): { base: 2 | 10; exponent: number } | undefined {
  const known = suffixes.get(suffix)
  if (known) return { base: known[0], exponent: known[1] }
  const exponent = /^[eE]([-+]?[0-9]+)$/.exec(suffix)?.[1]
  if (exponent === undefined) return undefined
  const digits = exponent.replace(/^[-+]?0*/, '')
  const value = digits.length > 19 ? maxInt64 + 1n : BigInt(digits === '' ? 0 : digits)
  const signed = exponent.startsWith('-') ? -value : value
  if (signed > maxInt64 || signed < -maxInt64 - 1n) return undefined
  // Upstream keeps 32 bits of it.
  return { base: 10, exponent: Number(BigInt.asIntN(32, signed)) }
}

function parseBig(text: string): Decimal | undefined {
  const match = /^[-+]?([0-9]*)(?:\.([0-9]*))?$/.exec(text)
  const [whole, fraction] = [match?.[1] ?? '', match?.[2] ?? '']
  return whole + fraction === '' ? undefined : { unscaled: BigInt(whole + fraction), scale: fraction.length }
}

/** Nothing is finer than 1n: what is left rounds away from zero. Binary quantities end at the largest int64. */
function limit(amount: Decimal, base: 2 | 10, exponent: number, negative: boolean): Decimal {
  let value: Decimal =
    base === 10
      ? { unscaled: amount.unscaled, scale: (amount.scale - exponent) | 0 }
      : { unscaled: amount.unscaled << BigInt(exponent), scale: amount.scale }
  if (value.unscaled !== 0n) value = roundUp(value, 9)
  if (base === 2) {
    const most = { unscaled: maxInt64, scale: 0 }
    if (compareDecimals(value, most) > 0) value = most
  }
  return negative ? { unscaled: -value.unscaled, scale: value.scale } : value
}

/** Undefined when the sum, in the finer scale, exceeds int64. */
function addSmall(a: Small, b: Small): Small | undefined {
  if (b.value === 0n) return a
  if (a.value === 0n) return b
  const scale = Math.min(a.scale, b.scale)
  const x = scaleUp(a.value, a.scale - scale)
  const y = scaleUp(b.value, b.scale - scale)
  if (x === undefined || y === undefined) return undefined
  const value = x + y
  return fits(value) ? { value, scale } : undefined
}

/** value × 10^scale if it fits an int64. */
function scaleUp(value: bigint, scale: number): bigint | undefined {
  if (value === 0n || scale === 0) return value
  if (scale > 19) return undefined
  const scaled = value * 10n ** BigInt(scale)
  return fits(scaled) ? scaled : undefined
}

function fits(value: bigint): boolean {
  return value <= maxInt64 && value >= -maxInt64 - 1n
}

/** Go's math.Pow10, which multiplies two table entries and so is not always the nearest float64. */
function pow10(n: number): number {
  if (n >= 0 && n <= 308) return Number(`1e${n - (n % 32)}`) * Number(`1e${n % 32}`)
  if (n < 0 && n >= -323) return Number(`1e${n - (n % 32)}`) / Number(`1e${-(n % 32)}`)
  return n > 0 ? Number.POSITIVE_INFINITY : 0
}
