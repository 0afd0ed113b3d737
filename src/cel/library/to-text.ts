import { formatRFC3339 } from '../../model/go/rfc3339.ts'
import { CelFailure, type CelValue, Duration, noSuchOverload, Timestamp, TypeValue, typeName, Uint } from '../value.ts'

/** A text that says no such value. */
export const failed = (value: CelValue, to: string) =>
  new CelFailure(`type conversion error from '${typeName(value)}' to '${to}'`)

export function floorSeconds(ns: bigint): bigint {
  const seconds = ns / 1_000_000_000n
  return ns < 0n && ns % 1_000_000_000n !== 0n ? seconds - 1n : seconds
}

export function toDouble(value: CelValue): CelValue {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Uint) return Number(value.value)
  if (typeof value !== 'string') return noSuchOverload
  return parseFloat64(value) ?? failed(value, 'double')
}

/** Go's strconv.ParseFloat for decimal texts. */
function parseFloat64(text: string): number | undefined {
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) {
    const value = Number(text)
    return Number.isFinite(value) ? value : undefined
  }
  if (/^[-+]?inf(?:inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^nan$/i.test(text) ? Number.NaN : undefined
}

export function toText(value: CelValue): CelValue {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return doubleText(value)
  if (value instanceof Uint) return String(value.value)
  if (value instanceof Timestamp) return timestampText(value)
  if (value instanceof Duration) return durationText(value.ns)
  if (value instanceof TypeValue) return value.name
  if (!(value instanceof Uint8Array)) return noSuchOverload
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value)
  } catch {
    return new CelFailure('invalid UTF-8 in bytes, cannot convert to string')
  }
}

/** Go's FormatFloat(x, 'g', -1, 64). */
function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [mantissa, exponentText] = value.toExponential().split('e') as [string, string]
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < 6) return String(value)
  const power = Math.abs(exponent) < 10 ? `0${Math.abs(exponent)}` : String(Math.abs(exponent))
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${power}`
}

function timestampText(value: Timestamp): string {
  const seconds = floorSeconds(value.ns)
  const nanos = value.ns - seconds * 1_000_000_000n
  const base = formatRFC3339({ seconds: Number(seconds), nanos: 0 })
  if (nanos === 0n) return base
  return base.replace('Z', `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}Z`)
}

/** Seconds, with a fraction where there is one. */
function durationText(ns: bigint): string {
  const sign = ns < 0n ? '-' : ''
  const abs = ns < 0n ? -ns : ns
  const fraction = abs % 1_000_000_000n
  const rest = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`
  return `${sign}${abs / 1_000_000_000n}${rest}s`
}
