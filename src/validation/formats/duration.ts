import { parseDuration } from '../../model/go/time.ts'

/** Whole units, and beginnings of units. */
const names = new Set(['ns', 'us', 'µs', 'ms', 's', 'm', 'h', 'hr', 'd', 'w', 'wk'])
const beginnings = ['nano', 'micro', 'milli', 'sec', 'min', 'hour', 'day', 'week']

/**
 * Go's durations, or else any text in which a number and a unit stand together (`in 3 days`).
 * Upstream: strfmt.ParseDuration.
 */
export function isDuration(text: string): boolean {
  if (parseDuration(text) !== undefined) return true
  let found = false
  // One pass: after a number without a unit the search goes on behind it, not inside.
  const step = /([0-9]+)[\t\n\f\r ]*([A-Za-zµ]*)/y
  for (let at = nextDigit(text, 0); at >= 0; at = nextDigit(text, step.lastIndex)) {
    step.lastIndex = at
    const [, number, letters] = step.exec(text)!
    if (letters === '') continue
    if (!fitsInt64(number!)) return false
    const unit = letters!.toLowerCase()
    found ||= names.has(unit) || beginnings.some((beginning) => unit.startsWith(beginning))
  }
  return found
}

function nextDigit(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) return i
  }
  return -1
}

function fitsInt64(digits: string): boolean {
  const plain = digits.replace(/^0+/, '')
  return plain.length < 19 || (plain.length === 19 && plain <= '9223372036854775807')
}
