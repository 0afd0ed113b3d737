import { quote } from '../../model/go/quote.ts'
import { CelFailure, type CelValue, Duration, noSuchOverload, Timestamp } from '../value.ts'
import { type CoreOverload, member } from './core-overload.ts'

const ts = 'google.protobuf.Timestamp'
const dur = 'google.protobuf.Duration'

/** The parts of a moment in a time zone. */
interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
}

function partsOf({ ns }: Timestamp, zone: string): Parts | CelFailure {
  const ms = Number(ns >= 0n ? ns / 1_000_000n : -((-ns + 999_999n) / 1_000_000n))
  const offset = offsetOf(zone)
  if (offset instanceof CelFailure) return offset
  if (offset !== undefined) return utcParts(ms + offset * 60_000)
  // Names begin with a capital, which the look-up below does not mind.
  if (/^[a-z]/.test(zone)) return new CelFailure(`unknown time zone ${zone}`)
  if (/^[/\\]|\.\./.test(zone)) return new CelFailure('time: invalid location name')
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    const found = Object.fromEntries(
      format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
    ) as Record<string, number>
    const { year, month, day, hour, minute, second } = found
    return {
      year: year!,
      month: month!,
      day: day!,
      hour: hour!,
      minute: minute!,
      second: second!,
      millisecond: ((ms % 1000) + 1000) % 1000,
    }
  } catch {
    return new CelFailure(`unknown time zone ${zone}`)
  }
}

/** Minutes east of Greenwich; undefined for a name. */
function offsetOf(zone: string): number | CelFailure | undefined {
  if (zone === '' || zone === 'UTC') return 0
  const colon = zone.indexOf(':')
  if (colon < 0) return undefined
  const hours = integer(zone.slice(0, colon))
  if (hours instanceof CelFailure) return hours
  const minutes = integer(zone.slice(colon + 1))
  if (minutes instanceof CelFailure) return minutes
  return hours * 60 + (zone.startsWith('-') ? -minutes : minutes)
}

/** Go's strconv.Atoi. */
function integer(text: string): number | CelFailure {
  const why = /^[-+]?\d+$/.test(text) ? 'value out of range' : 'invalid syntax'
  const value = why === 'invalid syntax' ? undefined : BigInt(text.replace('+', ''))
  if (value !== undefined && value === BigInt.asIntN(64, value)) return Number(value)
  return new CelFailure(`strconv.Atoi: parsing ${quote(text)}: ${why}`)
}

function utcParts(ms: number): Parts {
  const date = new Date(ms)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  }
}

function dayOf({ year, month, day }: Parts): number {
  // Date.UTC takes a year below 100 for one of the last century.
  return new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000
}

const accessors: readonly (readonly [string, string, (parts: Parts) => number])[] = [
  ['getFullYear', 'timestamp_to_year', ({ year }) => year],
  ['getMonth', 'timestamp_to_month', ({ month }) => month - 1],
  ['getDayOfYear', 'timestamp_to_day_of_year', (parts) => dayOf(parts) - dayOf({ ...parts, month: 1, day: 1 })],
  ['getDayOfMonth', 'timestamp_to_day_of_month', ({ day }) => day - 1],
  ['getDate', 'timestamp_to_day_of_month_1_based', ({ day }) => day],
  ['getDayOfWeek', 'timestamp_to_day_of_week', (parts) => (((dayOf(parts) + 4) % 7) + 7) % 7],
  ['getHours', 'timestamp_to_hours', ({ hour }) => hour],
  ['getMinutes', 'timestamp_to_minutes', ({ minute }) => minute],
  ['getSeconds', 'timestamp_to_seconds', ({ second }) => second],
  ['getMilliseconds', 'timestamp_to_milliseconds', ({ millisecond }) => millisecond],
]

const durations: readonly (readonly [string, string, bigint])[] = [
  ['getHours', 'duration_to_hours', 3_600_000_000_000n],
  ['getMinutes', 'duration_to_minutes', 60_000_000_000n],
  ['getSeconds', 'duration_to_seconds', 1_000_000_000n],
]

/** Upstream: cel-go common/types/timestamp.go, duration.go. */
export const timeAccessors: readonly CoreOverload[] = [
  ...accessors.flatMap(([name, id, read]) => {
    const run = (value: CelValue, zone: CelValue = ''): CelValue => {
      if (!(value instanceof Timestamp) || typeof zone !== 'string') return noSuchOverload
      const parts = partsOf(value, zone)
      return parts instanceof CelFailure ? parts : BigInt(read(parts))
    }
    return [
      member(name, id, [ts], 'int', run),
      member(name, id === 'timestamp_to_seconds' ? `${id}_tz` : `${id}_with_tz`, [ts, 'string'], 'int', run),
    ]
  }),
  ...durations.map(([name, id, unit]) =>
    member(name, id, [dur], 'int', (value) => (value instanceof Duration ? value.ns / unit : noSuchOverload)),
  ),
  member('getMilliseconds', 'duration_to_milliseconds', [dur], 'int', (value) =>
    value instanceof Duration ? value.ns / 1_000_000n : noSuchOverload,
  ),
]
