import { isDate } from './time.ts'
import { fromByteString, toByteString } from './utf8.ts'

/** A moment: seconds since 1970 (negative before) and nanoseconds within the second. */
export interface Moment {
  seconds: number
  nanos: number
  /** Of the zone it is written in: seconds east of Greenwich. */
  offset: number
}

class Refusal extends Error {}

const [rfc3339, fullDate, local] = ['2006-01-02T15:04:05Z07:00', '2006-01-02', '2006-01-02T15:04:05']

/**
 * Go's time.Parse(time.RFC3339, …), which also takes one-digit hours, a comma before the fraction and offsets up to 24:60.
 * @returns the moment, or Go's error text
 */
export function parseRFC3339(text: string): Moment | string {
  return parsed(text, rfc3339)
}

/** Go's time.Parse("2006-01-02", …): midnight in UTC, or Go's error text. */
export function parseDate(text: string): Moment | string {
  return parsed(text, fullDate)
}

/**
 * What the format date-time stands for: RFC 3339, or without a zone; no text at all is 1970.
 * Upstream: kube-openapi/pkg/validation/strfmt/time.go ParseDateTime, which tells of the last layout it tried.
 */
export function parseDateTime(text: string): Moment | string {
  if (text === '') return { seconds: 0, nanos: 0, offset: 0 }
  const moment = parseRFC3339(text)
  return typeof moment === 'string' ? parsed(text, local) : moment
}

function parsed(text: string, layout: string): Moment | string {
  try {
    return parse(toByteString(text), layout)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return fromByteString(error.message)
  }
}

/** Go's error text about a time that the server cannot read; undefined when it can. */
export function rfc3339Error(text: string): string | undefined {
  const moment = parseRFC3339(text)
  return typeof moment === 'string' ? moment : undefined
}

function parse(text: string, layout: string): Moment {
  let rest = text
  const fail = (value: string, element: string): never => {
    throw new Refusal(
      `parsing time ${quote(text)} as ${quote(layout)}: cannot parse ${quote(value)} as ${quote(element)}`,
    )
  }
  const outOfRange = (what: string): never => {
    throw new Refusal(`parsing time ${quote(text)}: ${what} out of range`)
  }
  const skip = (prefix: string) => {
    if (!rest.startsWith(prefix)) fail(rest, prefix)
    rest = rest.slice(prefix.length)
  }
  const take = (pattern: RegExp, element: string): number => {
    const digits = pattern.exec(rest)?.[0] ?? fail(rest, element)
    rest = rest.slice(digits.length)
    return Number(digits)
  }
  const year = take(/^[0-9]{4}/, '2006')
  skip('-')
  const month = take(/^[0-9]{2}/, '01')
  if (month < 1 || month > 12) outOfRange('month')
  skip('-')
  const day = take(/^[0-9]{2}/, '02')
  if (layout === fullDate) {
    if (rest !== '') throw new Refusal(`parsing time ${quote(text)}: extra text: ${quote(rest)}`)
    rest = 'T00:00:00Z'
  }
  skip('T')
  const hour = take(/^[0-9]{1,2}/, '15')
  if (hour > 23) outOfRange('hour')
  skip(':')
  const minute = take(/^[0-9]{2}/, '04')
  if (minute > 59) outOfRange('minute')
  skip(':')
  const second = take(/^[0-9]{2}/, '05')
  if (second > 59) outOfRange('second')
  const fraction = /^[.,]([0-9]+)/.exec(rest)
  if (fraction) rest = rest.slice(fraction[0].length)
  let offset = 0
  if (layout === local) {
    if (rest !== '') throw new Refusal(`parsing time ${quote(text)}: extra text: ${quote(rest)}`)
  } else if (rest.startsWith('Z')) rest = rest.slice(1)
  else {
    if (!/^[\0-\xff]{3}:[\0-\xff]{2}/.test(rest)) fail(rest, 'Z07:00')
    // Go looks at the minutes even if the hours are out of range, and tells of the last.
    const [hours, minutes] = [digits(rest.slice(1, 3)), digits(rest.slice(4, 6))]
    if (hours !== undefined && (minutes ?? 0) > 60) outOfRange('time zone offset minute')
    if ((hours ?? 0) > 24) outOfRange('time zone offset hour')
    if (hours === undefined || minutes === undefined || !/^[-+]/.test(rest)) return fail(rest, 'Z07:00')
    offset = (hours * 60 + minutes) * (rest.startsWith('-') ? -60 : 60)
    rest = rest.slice(6)
  }
  if (rest !== '') throw new Refusal(`parsing time ${quote(text)}: extra text: ${quote(rest)}`)
  if (!isDate(text.slice(0, 10))) outOfRange('day')
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  const nanos = Number((fraction?.[1] ?? '').slice(0, 9).padEnd(9, '0'))
  return { seconds: date.getTime() / 1000 - offset, nanos, offset }
}

function digits(two: string): number | undefined {
  return /^[0-9]{2}$/.test(two) ? Number(two) : undefined
}

/** `2006-01-02T15:04:05Z`: as Go formats a moment in UTC, fraction dropped. */
export function formatRFC3339(moment: { seconds: number }): string {
  const date = new Date(moment.seconds * 1000)
  const year = date.getUTCFullYear()
  // toISOString writes years beyond 0…9999 with a sign and six digits.
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}${date.toISOString().slice(-20, -5)}Z`
}

/** Go's zero time: the beginning of the year 1. */
export function isZeroTime(moment: { seconds: number; nanos: number }): boolean {
  return moment.seconds === -62_135_596_800 && moment.nanos === 0
}

/** The quoting of package time: bytes that are not ASCII as `\xNN`. */
function quote(bytes: string): string {
  const escaped = bytes.replace(/["\\]|[^ -\x7f]/g, (char) =>
    char === '"' || char === '\\' ? `\\${char}` : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  return `"${escaped}"`
}
