/**
 * A float64 as Go's `%v` prints it (strconv.FormatFloat, format g, shortest digits): in exponent form when the decimal
 * exponent is below -4 or above 5, so `100000`, `1e+06`, `1e-05`.
 */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [digits, power] = value.toExponential().split('e') as [string, string]
  const exponent = Number(power)
  // JavaScript writes these without an exponent too, and with the same (shortest) digits.
  if (exponent >= -4 && exponent < 6) return String(value)
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}
