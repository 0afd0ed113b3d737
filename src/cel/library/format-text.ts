import { quote } from '../../model/go/quote.ts'
import { compareText } from '../../model/go/utf8.ts'
import { CelFailure, CelList, CelMap, type CelValue, Duration, Timestamp, typeName, Uint } from '../value.ts'
import { fixedText, scientificText } from './decimal-text.ts'
import { toDouble, toText } from './to-text.ts'

/** What stands for a value in a format: `%s`, `%.3f`. */
export interface Clause {
  verb: 's' | 'd' | 'f' | 'e' | 'b' | 'x' | 'X' | 'o'
  precision: number | undefined
}

/** Why a format cannot be filled; `at` is an argument that is to blame. */
export class FormatProblem extends Error {
  readonly at: number | undefined
  constructor(message: string, at?: number) {
    super(message)
    this.at = at
  }
}

/**
 * Puts values into a text. Throws {@link FormatProblem}. Upstream: cel-go ext/formatting.go parseFormatString.
 * @param check is asked before a clause is read; it throws when there is no such argument
 */
export function fillFormat(
  text: string,
  count: number,
  check: (index: number) => void,
  fill: (index: number, clause: Clause) => string,
): string {
  let out = ''
  let index = 0
  for (let at = 0; at < text.length; ) {
    const percent = text.indexOf('%', at)
    if (percent < 0) return out + text.slice(at)
    out += text.slice(at, percent)
    at = percent + 1
    if (text[at] === '%') {
      out += '%'
      at++
      continue
    }
    check(index)
    if (at >= text.length) throw new FormatProblem('unexpected end of string')
    if (index >= count) throw new FormatProblem(`index ${index} out of range`)
    const read = readClause(text, at)
    at = read.end
    try {
      out += fill(index, read.clause)
    } catch (error) {
      if (!(error instanceof FormatProblem)) throw error
      throw new FormatProblem(`error during formatting: ${error.message}`, error.at)
    }
    index++
  }
  return out
}

const verbs = new Set('sdfebxXo')

function readClause(text: string, start: number): { clause: Clause; end: number } {
  const fail = (why: string) => new FormatProblem(`could not parse formatting clause: ${why}`)
  let at = start
  let precision: number | undefined
  if (text[at] === '.') {
    const digits = /^\d*/.exec(text.slice(at + 1))![0]
    at += 1 + digits.length
    const inPrecision = 'error while parsing precision: '
    if (at >= text.length) throw fail(`${inPrecision}could not find end of precision specifier`)
    const why = digits === '' ? 'invalid syntax' : BigInt(digits) >= 2n ** 63n ? 'value out of range' : undefined
    if (why !== undefined) {
      const parsing = `strconv.Atoi: parsing "${digits}": ${why}`
      throw fail(`${inPrecision}error while converting precision to integer: ${parsing}`)
    }
    precision = Number(digits)
  }
  const verb = text[at]!
  if (!verbs.has(verb)) {
    // Upstream takes the first byte for a character.
    const first = new TextEncoder().encode(text.slice(at, at + 2))[0]!
    throw fail(`unrecognized formatting clause "${String.fromCharCode(first)}"`)
  }
  return { clause: { verb: verb as Clause['verb'], precision }, end: at + 1 }
}

const needs: Record<Clause['verb'], string> = {
  s: 'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  d: 'decimal clause can only be used on integers',
  f: 'fixed-point clause can only be used on doubles',
  e: 'scientific clause can only be used on doubles',
  b: 'only integers and bools can be formatted as binary',
  x: 'only integers, byte buffers, and strings can be formatted as hex',
  X: 'only integers, byte buffers, and strings can be formatted as hex',
  o: 'octal clause can only be used on integers',
}

/** A clause does not take this type. */
export function wrongType(verb: Clause['verb'], type: string, at?: number): FormatProblem {
  return new FormatProblem(`${needs[verb]}, was given ${type}`, at)
}

const maxPrecision = 1_000_000

/** One value by its clause. Throws {@link FormatProblem}. */
export function formatValue(value: CelValue, { verb, precision = 6 }: Clause): string {
  const integer = typeof value === 'bigint' ? value : value instanceof Uint ? value.value : undefined
  switch (verb) {
    case 's':
      return stringOf(value, verb)
    case 'd':
      if (integer !== undefined) return String(integer)
      break
    case 'o':
      if (integer !== undefined) return integer.toString(8)
      break
    case 'b':
      if (integer !== undefined) return integer.toString(2)
      if (typeof value === 'boolean') return value ? '1' : '0'
      break
    case 'x':
    case 'X': {
      const hex = hexOf(value, integer)
      if (hex !== undefined) return verb === 'X' ? hex.toUpperCase() : hex
      break
    }
    default: {
      const isSpecial = value === 'NaN' || value === 'Infinity' || value === '-Infinity'
      const double = typeof value === 'number' ? value : isSpecial ? toDouble(value) : undefined
      if (precision > maxPrecision) throw new FormatProblem(`precision ${precision} is too large`)
      if (typeof double === 'number') {
        if (verb === 'f') return fixedText(double, precision)
        const text = scientificText(double, precision)
        // The printer of upstream takes the precision for a width where there are no digits.
        return Number.isFinite(double) ? text : text.padStart(precision)
      }
    }
  }
  throw wrongType(verb, typeName(value))
}

function hexOf(value: CelValue, integer: bigint | undefined): string | undefined {
  if (integer !== undefined) return integer.toString(16)
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  return bytes instanceof Uint8Array
    ? Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    : undefined
}

function stringOf(value: CelValue, verb: Clause['verb']): string {
  if (value === null) return 'null'
  if (value instanceof CelList) return listText(value)
  if (value instanceof CelMap) return mapText(value)
  const text = toText(value)
  if (typeof text === 'string') return text
  if (text instanceof CelFailure && text.message !== 'no such overload') {
    throw new FormatProblem(`could not convert argument ${quote(text.message)} to string`)
  }
  throw wrongType(verb, typeName(value))
}

function listText(list: CelList): string {
  const items: string[] = []
  for (let i = 0; i < list.size; i++) items.push(literalText(list.at(i)))
  return `[${items.join(', ')}]`
}

function mapText(map: CelMap): string {
  const entries = map.keys().map((key) => {
    const isKey = typeof key === 'string' || typeof key === 'boolean' || typeof key === 'bigint' || key instanceof Uint
    if (!isKey) throw new FormatProblem(`no formatting function for map key of type ${typeName(key)}`)
    const value = map.get(key)
    if (value === undefined) throw new FormatProblem(`could not find key: ${quote(String(key))}`)
    return { key: literalText(key), value: literalText(value) }
  })
  entries.sort((a, b) => compareText(a.key, b.key))
  return `{${entries.map(({ key, value }) => `${key}:${value}`).join(', ')}}`
}

/** Within lists and maps values look like literals. */
function literalText(value: CelValue): string {
  if (typeof value === 'number') return doubleLiteral(value)
  if (typeof value === 'string') return quote(value)
  if (value instanceof Timestamp) return `timestamp(${quote(stringOf(value, 's'))})`
  if (value instanceof Duration) return `duration(${quote(stringOf(value, 's'))})`
  if (value instanceof Uint8Array) return `b${quote(stringOf(value, 's'))}`
  const text =
    value === null || value instanceof CelList || value instanceof CelMap ? stringOf(value, 's') : toText(value)
  if (typeof text === 'string') return text
  throw new FormatProblem(`no formatting function for ${typeName(value)}`)
}

function doubleLiteral(value: number): string {
  if (Number.isNaN(value)) return '"NaN"'
  if (!Number.isFinite(value)) return value > 0 ? '"+Inf"' : '"-Inf"'
  return fixedText(value, 6).replaceAll(',', '')
}
