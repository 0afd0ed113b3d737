const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Is it a real day written `2006-01-02`, as Go's time.Parse takes it? The year may be 0000. */
export function isDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false
  const [year, month, day] = text.split('-').map(Number) as [number, number, number]
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (daysIn[month - 1] ?? 0) + (leap ? 1 : 0)
}

const units = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
])
const limit = 1n << 63n

/**
 * Go's time.ParseDuration: `-1h2.5m`.
 * @returns nanoseconds; undefined when it is none or exceeds int64
 */
export function parseDuration(text: string): bigint | undefined {
  const sign = /^[-+]/.exec(text)?.[0] ?? ''
  const body = text.slice(sign.length)
  if (body === '0') return 0n
  if (body === '') return undefined
  let total = 0n
  let at = 0
  const step = /([0-9]*)(?:(\.)([0-9]*))?([^0-9.]*)/y
  while (at < body.length) {
    step.lastIndex = at
    const [all, whole = '', , fraction = '', unit = ''] = step.exec(body)!
    const size = units.get(unit)
    if (size === undefined || (whole === '' && fraction === '')) return undefined
    const value = leadingInt(whole)
    if (value === undefined || value > limit / size) return undefined
    const part = value * size + fractionOf(fraction, size)
    total += part
    if (part > limit || total > limit) return undefined
    at += all.length
  }
  if (sign === '-') return -total
  return total === limit ? undefined : total
}

/** Undefined when it exceeds 2^63. */
function leadingInt(digits: string): bigint | undefined {
  const plain = digits.replace(/^0+/, '')
  if (plain.length > 19) return undefined
  const value = BigInt(plain === '' ? '0' : plain)
  return value > limit ? undefined : value
}

/** Go computes the fraction as float64, from as many digits as fit an int64. */
function fractionOf(digits: string, size: bigint): bigint {
  let value = 0n
  let scale = 1
  for (const digit of digits.slice(0, 400)) {
    if (value > (limit - 1n) / 10n) break
    const next = value * 10n + BigInt(digit)
    if (next > limit) break
    value = next
    scale *= 10
  }
  return value === 0n ? 0n : BigInt(Math.trunc(Number(value) * (Number(size) / scale)))
}

const longUnits: readonly (readonly [multiple: bigint, names: readonly string[]])[] = [
  [1n, ['ns', 'nano']],
  [1_000n, ['us', 'µs', 'micro']],
  [1_000_000n, ['ms', 'milli']],
  [1_000_000_000n, ['s', 'sec']],
  [60_000_000_000n, ['m', 'min']],
  [3_600_000_000_000n, ['h', 'hr', 'hour']],
  [86_400_000_000_000n, ['d', 'day']],
  [604_800_000_000_000n, ['w', 'wk', 'week']],
]

/**
 * What the format duration stands for: as Go writes durations, or numbers with units such as `2 days`, added up.
 * Upstream: kube-openapi/pkg/validation/strfmt/duration.go ParseDuration.
 * @returns nanoseconds, or the error's text
 */
export function parseFormattedDuration(text: string): bigint | string {
  const plain = parseDuration(text)
  if (plain !== undefined) return plain
  let found = false
  let total = 0n
  for (const [, digits = '', word = ''] of text.matchAll(/(?<![0-9])([0-9]+)[\t\n\f\r ]*([A-Za-zµ]+)/g)) {
    const factor = BigInt(digits)
    if (factor >= limit) return `strconv.Atoi: parsing "${digits}": value out of range`
    const unit = word.toLowerCase()
    for (const [multiple, names] of longUnits) {
      for (const name of names) {
        if (unit !== name && !(name === names.at(-1) && unit.startsWith(name))) continue
        found = true
        total = BigInt.asIntN(64, total + factor * multiple)
      }
    }
  }
  return found ? total : `unable to parse ${text} as duration`
}
