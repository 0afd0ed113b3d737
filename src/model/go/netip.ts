import { quote } from './quote.ts'

/** An IP address as Go's net/netip.Addr keeps it. */
export interface Addr {
  /** 4 or 16 bytes. */
  bytes: Uint8Array
  /** What follows `%`; '' without. */
  zone: string
}

/** Why a text is no address; the message is Go's, without the text itself in front. */
class ParseError extends Error {
  readonly at: string
  constructor(message: string, at = '') {
    super(message)
    this.at = at
  }
}

/**
 * Go's netip.ParseAddr (Go 1.26).
 * @returns the address, or Go's error text
 */
export function parseAddr(text: string): Addr | string {
  try {
    const kind = /[.:%]/.exec(text)?.[0]
    if (kind === '.') return { bytes: Uint8Array.from(parseFour(text)), zone: '' }
    if (kind === ':') return parseSix(text)
    throw new ParseError(kind === '%' ? 'missing IPv6 address' : 'unable to parse IP')
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return `ParseAddr(${quote(text)}): ${error.message}${error.at === '' ? '' : ` (at ${quote(error.at)})`}`
  }
}

function parseFour(text: string): number[] {
  const fields: number[] = []
  let value = 0
  let digits = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit >= 0 && digit <= 9) {
      if (digits === 1 && value === 0) throw new ParseError('IPv4 field has octet with leading zero')
      value = value * 10 + digit
      digits++
      if (value > 255) throw new ParseError('IPv4 field has value >255')
    } else if (text[i] === '.') {
      if (i === 0 || i === text.length - 1 || text[i - 1] === '.') {
        throw new ParseError('IPv4 field must have at least one digit', text.slice(i))
      }
      if (fields.length === 3) throw new ParseError('IPv4 address too long')
      fields.push(value)
      value = 0
      digits = 0
    } else throw new ParseError('unexpected character', text.slice(i))
  }
  if (fields.length < 3) throw new ParseError('IPv4 address too short')
  return [...fields, value]
}

function parseSix(text: string): Addr {
  const percent = text.indexOf('%')
  const zone = percent < 0 ? '' : text.slice(percent + 1)
  if (percent >= 0 && zone === '') throw new ParseError('zone must be a non-empty string')
  let rest = percent < 0 ? text : text.slice(0, percent)
  const bytes: number[] = []
  let ellipsis = -1
  if (rest.startsWith('::')) {
    ellipsis = 0
    rest = rest.slice(2)
    if (rest === '') return { bytes: new Uint8Array(16), zone }
  }
  while (bytes.length < 16) {
    const digits = /^[0-9a-fA-F]*/.exec(rest)![0]
    if (digits.length > 4) throw new ParseError('each group must have 4 or less digits', rest)
    if (digits === '') throw new ParseError('each colon-separated field must have at least one digit', rest)
    if (rest[digits.length] === '.') {
      if (ellipsis < 0 && bytes.length !== 12) {
        throw new ParseError('embedded IPv4 address must replace the final 2 fields of the address', rest)
      }
      if (bytes.length + 4 > 16) {
        throw new ParseError('too many hex fields to fit an embedded IPv4 at the end of the address', rest)
      }
      bytes.push(...parseFour(rest))
      rest = ''
      break
    }
    const group = Number.parseInt(digits, 16)
    bytes.push(group >> 8, group & 0xff)
    rest = rest.slice(digits.length)
    if (rest === '') break
    if (rest[0] !== ':') throw new ParseError('unexpected character, want colon', rest)
    if (rest.length === 1) throw new ParseError('colon must be followed by more characters', rest)
    rest = rest.slice(1)
    if (rest[0] === ':') {
      if (ellipsis >= 0) throw new ParseError('multiple :: in address', rest)
      ellipsis = bytes.length
      rest = rest.slice(1)
      if (rest === '') break
    }
  }
  if (rest !== '') throw new ParseError('trailing garbage after address', rest)
  const missing = 16 - bytes.length
  if (missing > 0) {
    if (ellipsis < 0) throw new ParseError('address string too short')
    bytes.splice(ellipsis, 0, ...new Array<number>(missing).fill(0))
  } else if (ellipsis >= 0) throw new ParseError('the :: must expand to at least one field of zeros')
  return { bytes: Uint8Array.from(bytes), zone }
}

/** Go's net.ParseIP: an address without a zone. */
export function isIP(text: string): boolean {
  const addr = parseAddr(text)
  return typeof addr !== 'string' && addr.zone === ''
}
