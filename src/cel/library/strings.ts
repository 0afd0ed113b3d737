import { quote } from '../../model/go/quote.ts'
import { runeCount } from '../../model/go/utf8.ts'
import { goPattern } from '../../schema/go-pattern.ts'
import { ListValue, toArray } from '../collections.ts'
import { goText } from '../go-text.ts'
import { hasMatch } from '../traits.ts'
import { CelFailure, CelList, type CelValue, noSuchOverload } from '../value.ts'
import { type CoreOverload, global, member, singleton } from './core-overload.ts'
import { FormatProblem, fillFormat, formatValue } from './format-text.ts'

const s = 'string'

/** A function of one text. */
function ofText(run: (text: string) => CelValue): (text: CelValue) => CelValue {
  return (text) => (typeof text === 'string' ? run(text) : noSuchOverload)
}

function question(name: string, id: string, ask: (text: string, part: string) => boolean): CoreOverload {
  const run = (text: CelValue, part: CelValue) =>
    typeof text === 'string' && typeof part === 'string' ? ask(text, part) : noSuchOverload
  return { ...member(name, id, [s, s], 'bool', run), unguarded: true }
}

/** Matches anywhere in the text, with Go's syntax. */
function matches(text: CelValue, pattern: CelValue): CelValue {
  if (typeof text !== 'string' || typeof pattern !== 'string') return noSuchOverload
  const compiled = goPattern(pattern)
  return typeof compiled === 'string' ? new CelFailure(compiled) : compiled.test(text)
}

let last: { text: string; runes: readonly string[] } = { text: '', runes: [] }

/** A text as code points. Rules ask for those of one text again and again, so the last ones are kept. */
function runes(text: string): readonly string[] {
  if (text !== last.text) last = { text, runes: Array.from(text) }
  return last.runes
}

function outOfRange(index: bigint): CelFailure {
  return new CelFailure(`index out of range: ${index}`)
}

function charAt(text: CelValue, at: CelValue): CelValue {
  if (typeof text !== 'string' || typeof at !== 'bigint') return noSuchOverload
  const chars = runes(text)
  if (at < 0n || at > BigInt(chars.length)) return outOfRange(at)
  return chars[Number(at)] ?? ''
}

function indexOf(text: CelValue, part: CelValue, from: CelValue = 0n): CelValue {
  if (typeof text !== 'string' || typeof part !== 'string' || typeof from !== 'bigint') return noSuchOverload
  if (part === '') return from
  if (from < 0n) return outOfRange(from)
  const start = unitAt(text, from)
  const found = start === undefined ? -1 : text.indexOf(part, start)
  return found < 0 ? -1n : BigInt(runeCount(text.slice(0, found)))
}

function lastIndexOf(text: CelValue, part: CelValue, from?: CelValue): CelValue {
  if (typeof text !== 'string' || typeof part !== 'string') return noSuchOverload
  if (part === '') return from ?? BigInt(runeCount(text))
  if (from !== undefined && typeof from !== 'bigint') return noSuchOverload
  if (from !== undefined && from < 0n) return outOfRange(from)
  const start = from === undefined ? text.length : unitAt(text, from)
  const found = start === undefined ? -1 : text.lastIndexOf(part, start)
  return found < 0 ? -1n : BigInt(runeCount(text.slice(0, found)))
}

/** Where a code point begins in UTF-16 units; undefined beyond the end. */
function unitAt(text: string, at: bigint): number | undefined {
  if (at >= BigInt(text.length)) return undefined
  let unit = 0
  for (let i = 0; i < Number(at); i++) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1
  return unit < text.length ? unit : undefined
}

function join(list: CelValue, separator: CelValue = ''): CelValue {
  if (!(list instanceof CelList) || typeof separator !== 'string') return noSuchOverload
  const items = toArray(list)
  const other = items.find((item) => typeof item !== 'string')
  return other === undefined ? items.join(separator) : new CelFailure(`join: invalid input: ${goText(other)}`)
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (part) => part.toLowerCase())
}

function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, (part) => part.toUpperCase())
}

function replace(text: CelValue, from: CelValue, to: CelValue, limit: CelValue = -1n): CelValue {
  if (typeof text !== 'string' || typeof from !== 'string' || typeof to !== 'string' || typeof limit !== 'bigint') {
    return noSuchOverload
  }
  if (limit === 0n) return text
  if (limit < 0n)
    return from === '' ? [...runes(text).map((char) => to + char), to].join('') : text.replaceAll(from, to)
  let left = Number(limit)
  if (from === '') {
    const chars = runes(text)
    let out = ''
    for (let i = 0; i <= chars.length; i++) {
      if (left-- > 0) out += to
      out += chars[i] ?? ''
    }
    return out
  }
  let out = ''
  let at = 0
  for (let found = text.indexOf(from); found >= 0 && left > 0; found = text.indexOf(from, at)) {
    out += text.slice(at, found) + to
    at = found + from.length
    left--
  }
  return out + text.slice(at)
}

function split(text: CelValue, separator: CelValue, limit: CelValue = -1n): CelValue {
  if (typeof text !== 'string' || typeof separator !== 'string' || typeof limit !== 'bigint') return noSuchOverload
  if (limit === 0n) return new ListValue([])
  const parts = separator === '' ? [...runes(text)] : text.split(separator)
  const count = limit < 0n ? parts.length : Number(limit)
  if (parts.length <= count) return new ListValue(parts)
  return new ListValue([...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)])
}

function substring(text: CelValue, start: CelValue, end?: CelValue): CelValue {
  if (typeof text !== 'string' || typeof start !== 'bigint') return noSuchOverload
  const chars = runes(text)
  const stop = end === undefined ? BigInt(chars.length) : end
  if (typeof stop !== 'bigint') return noSuchOverload
  if (end === undefined) {
    if (start < 0n || start > BigInt(chars.length)) return outOfRange(start)
  } else {
    if (start > stop) return new CelFailure(`invalid substring range. start: ${start}, end: ${stop}`)
    if (start < 0n || start > BigInt(chars.length)) return outOfRange(start)
    if (stop < 0n || stop > BigInt(chars.length)) return outOfRange(stop)
  }
  return chars.slice(Number(start), Number(stop)).join('')
}

/** Unicode white space as Go's strings.TrimSpace knows it. */
function trim(text: string): string {
  return text.replace(
    /^[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g,
    '',
  )
}

/** `%s %d %f %e %b %o %x %X %%` over a list of arguments. Upstream: cel-go ext/formatting.go. */
function format(pattern: CelValue, list: CelValue): CelValue {
  if (typeof pattern !== 'string' || !(list instanceof CelList)) return noSuchOverload
  const check = (index: number) => {
    if (index >= list.size) throw new FormatProblem(`index ${index} out of range`)
  }
  try {
    return fillFormat(pattern, list.size, check, (index, clause) => formatValue(list.at(index), clause))
  } catch (error) {
    if (error instanceof FormatProblem) return new CelFailure(error.message)
    throw error
  }
}

/** Upstream: cel-go common/stdlib/standard.go. */
export const standardStrings: readonly CoreOverload[] = [
  question('contains', 'contains_string', (text, part) => text.includes(part)),
  question('endsWith', 'ends_with_string', (text, part) => text.endsWith(part)),
  question('startsWith', 'starts_with_string', (text, part) => text.startsWith(part)),
  ...singleton(hasMatch, [
    global('matches', 'matches', [s, s], 'bool', matches),
    member('matches', 'matches_string', [s, s], 'bool', matches),
  ]),
]

/** Upstream: cel-go ext/strings.go (version 2). */
export const strings: readonly CoreOverload[] = [
  member('charAt', 'string_char_at_int', [s, 'int'], s, charAt),
  member('indexOf', 'string_index_of_string', [s, s], 'int', indexOf),
  member('indexOf', 'string_index_of_string_int', [s, s, 'int'], 'int', indexOf),
  member('lastIndexOf', 'string_last_index_of_string', [s, s], 'int', lastIndexOf),
  member('lastIndexOf', 'string_last_index_of_string_int', [s, s, 'int'], 'int', lastIndexOf),
  member('join', 'list_join', ['list(string)'], s, join),
  member('join', 'list_join_string', ['list(string)', s], s, join),
  member('lowerAscii', 'string_lower_ascii', [s], s, ofText(lowerAscii)),
  member('upperAscii', 'string_upper_ascii', [s], s, ofText(upperAscii)),
  member('replace', 'string_replace_string_string', [s, s, s], s, replace),
  member('replace', 'string_replace_string_string_int', [s, s, s, 'int'], s, replace),
  member('split', 'string_split_string', [s, s], 'list(string)', split),
  member('split', 'string_split_string_int', [s, s, 'int'], 'list(string)', split),
  member('substring', 'string_substring_int', [s, 'int'], s, substring),
  member('substring', 'string_substring_int_int', [s, 'int', 'int'], s, substring),
  member('trim', 'string_trim', [s], s, ofText(trim)),
  member('format', 'string_format', [s, 'list(dyn)'], s, format),
  global('strings.quote', 'strings_quote', [s], s, ofText(quote)),
]
