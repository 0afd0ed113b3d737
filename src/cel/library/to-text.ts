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
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [mantissa, exponentText] = value.toExponential().split('e') as [string, string]
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < 6) return String(value)
  const power = Math.abs(exponent) < 10 ? `0${Math.abs(exponent)}` : String(Math.abs(exponent))
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${power}`
}

/** In the zone in which it was written. */
function timestampText({ ns, offset }: Timestamp): string {
  const seconds = floorSeconds(ns)
  const nanos = ns - seconds * 1_000_000_000n
  const base = formatRFC3339({ seconds: Number(seconds) + offset }).slice(0, -1)
  const fraction = nanos === 0n ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`
  return base + fraction + zoneText(offset)
}

function zoneText(offset: number): string {
  if (offset === 0) return 'Z'
  const minutes = Math.trunc(Math.abs(offset) / 60)
  const [hour, minute] = [Math.trunc(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'))
  return `${offset < 0 ? '-' : '+'}${hour}:${minute}`
}

/** Seconds as a double. */
function durationText(ns: bigint): string {
  // Go adds the whole seconds and the rest as doubles.
  const seconds = Number(ns / 1_000_000_000n) + Number(ns % 1_000_000_000n) / 1e9
  return `${plainDecimal(seconds)}s`
}

/** Go's FormatFloat(x, 'f', -1, 64). */
function plainDecimal(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e')
  if (exponent === undefined) return mantissa
  const places = -Number(exponent)
  const digits = mantissa.replace(/[-.]/g, '')
  return `${value < 0 ? '-' : ''}0.${'0'.repeat(places - 1)}${digits}`
}
