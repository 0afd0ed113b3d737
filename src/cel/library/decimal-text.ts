/**
 * Numbers as Go's golang.org/x/text prints them in English: groups of three digits, rounded to even from the exact
 * binary value.
 */
export function fixedText(value: number, precision: number): string {
  const special = specialText(value)
  if (special !== undefined) return special
  const digits = String(rounded(value, precision)).padStart(precision + 1, '0')
  const whole = digits.slice(0, digits.length - precision).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${signOf(value)}${whole}${precision > 0 ? `.${digits.slice(-precision)}` : ''}`
}

/** `1.234500×10⁰³`. */
export function scientificText(value: number, precision: number): string {
  const special = specialText(value)
  // What is no number is as wide as the digits after the point.
  if (special !== undefined) return special.padStart(precision)
  let exponent = value === 0 ? 0 : Number(value.toExponential().split('e')[1])
  let digits = String(rounded(value, precision - exponent))
  // Rounding may carry into another digit.
  if (digits.length > precision + 1) digits = String(rounded(value, precision - ++exponent))
  digits = digits.padStart(precision + 1, '0')
  const mantissa = precision > 0 ? `${digits[0]}.${digits.slice(1)}` : digits
  return `${signOf(value)}${mantissa}×10${superscript(exponent)}`
}

function specialText(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN'
  if (Number.isFinite(value)) return undefined
  return value > 0 ? '∞' : '-∞'
}

function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? '-' : ''
}

function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, '0')
  return (exponent < 0 ? '⁻' : '') + Array.from(digits, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')
}

/** |value| × 10^places, to the nearest integer, ties to even. */
export function rounded(value: number, places: number): bigint {
  const { numerator, denominator } = fraction(Math.abs(value))
  const above = numerator * (places > 0 ? 10n ** BigInt(places) : 1n)
  const below = denominator * (places < 0 ? 10n ** BigInt(-places) : 1n)
  const whole = above / below
  const twice = (above % below) * 2n
  return twice > below || (twice === below && whole % 2n === 1n) ? whole + 1n : whole
}

function fraction(value: number): { numerator: bigint; denominator: bigint } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const stored = bits & 0xfffffffffffffn
  const mantissa = biased === 0 ? stored : stored | 0x10000000000000n
  const exponent = Math.max(biased, 1) - 1075
  return exponent >= 0
    ? { numerator: mantissa << BigInt(exponent), denominator: 1n }
    : { numerator: mantissa, denominator: 1n << BigInt(-exponent) }
}
