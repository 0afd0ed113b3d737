import { Float, isDict, type Value } from '../../../src/model/value.ts'

/** JSON text that a reader of raw numbers takes for the same value: a float64 keeps its point or exponent. */
export function rawText(value: Value): string {
  if (value instanceof Float) return floatText(value.value)
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return floatText(value)
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return `[${value.map(rawText).join(',')}]`
  if (!isDict(value)) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${rawText(item as Value)}`)
  return `{${entries.join(',')}}`
}

function floatText(value: number): string {
  const text = String(value)
  if (/[.e]/.test(text)) return text
  // Digits beyond int64 are a float64 too.
  if (Math.abs(value) >= 2 ** 63) return String(BigInt(value))
  // One of the spellings of an integral float64, chosen by the value so that equal values have equal texts.
  return Math.abs(value) % 1000 === 0 && value !== 0 ? `${value / 1000}e3` : `${text}.0`
}
