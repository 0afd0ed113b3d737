import type { Range } from '../model/path.ts'
import { defer, KeyPlaces, type Unread } from '../model/unread.ts'
import { type List, newDict, span, type Value } from '../model/value.ts'
import { readFlow } from './flow-yaml.ts'
import { fold, foldBlock, other, unescaped } from './folding.ts'
import { Indentation } from './indentation.ts'
import { endOfLine, nextLine } from './lines.ts'
import { isText, type Resolved, resolvePlain } from './scalar.ts'
import { Scratch } from './scratch.ts'

/** A document in the style that tools write. */
export interface BlockDocument {
  root: Value
  range: Range
}

export interface BlockOptions {
  /** Large mappings are read when they are asked for. The function reads one that turned out not to be in this style. */
  lazily?: ((start: number, end: number) => Value) | undefined
  /** Is added to every recorded position. */
  shift: number
  value(resolved: Resolved): Value
}

/**
 * Reads YAML in the style of nearly all manifests: mappings and lists in blocks, plain, quoted and block texts, flow
 * collections on one line. It is several times as fast as a parser for all of YAML, and does not try to be one: whatever
 * it does not know, and every error, is left to that parser.
 *
 * @returns undefined when the text is not in that style
 */
export function readBlockYaml(text: string, options: BlockOptions): BlockDocument | undefined {
  if (text.includes('\r')) return undefined
  try {
    return new Reader(text, options).document()
  } catch (error) {
    if (error === other) return undefined
    throw error
  }
}

/** What is known of a text as a whole, for all of its parts. */
class Source {
  readonly keys: KeyPlaces
  readonly #text: string
  #lines: Indentation | undefined

  constructor(text: string) {
    this.#text = text
    this.keys = new KeyPlaces(text)
  }

  lines(): Indentation {
    this.#lines ??= new Indentation(this.#text)
    return this.#lines
  }
}

const maxDepth = 100
/** Of a key whose mapping is read later; beyond it nobody writes one. */
const maxColumn = 140
/** Characters of a mapping that is worth the while. */
const minDeferred = 500
/** Stands for a value that is read later. */
const later: Value = newDict()
const maxKey = 512

class Reader {
  readonly #text: string
  readonly #shift: number
  readonly #source: Source
  readonly #options: BlockOptions
  readonly #value: (resolved: Resolved) => Value
  readonly #scratch = new Scratch()
  /** What was left for later last. */
  #deferred: Unread | undefined
  #depth = 0
  /** The next token: its offset and its column. It is the first on its line, or behind a dash. */
  #at = 0
  #column = 0
  /** Where the line of the next token begins. */
  #line = 0
  /** The value that was read last. */
  #start = 0
  #end = 0

  constructor(text: string, options: BlockOptions, source = new Source(text)) {
    this.#text = text
    this.#source = source
    this.#options = options
    this.#shift = options.shift
    this.#value = options.value
  }

  /** A collection that stands between two places. */
  part(start: number, end: number): Value {
    this.#toToken(start)
    const value = this.#block(-1)
    if (this.#at < this.#text.length && this.#line < end) throw other
    return value
  }

  document(): BlockDocument | undefined {
    this.#toToken(0)
    if (this.#at >= this.#text.length) return undefined
    const root = this.#block(-1)
    if (this.#at < this.#text.length) throw other
    return { root, range: { start: this.#start + this.#shift, end: this.#end + this.#shift } }
  }

  /** Goes to the first token on the line that begins at `line`, or on one behind it. */
  #toToken(line: number): void {
    const text = this.#text
    let at = line
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === space) at++
      else if (code === lineFeed) line = ++at
      else if (code === hash) line = at = nextLine(text, at)
      else break
    }
    if (at >= text.length) at = line = text.length
    this.#line = line
    this.#at = at
    this.#column = at === text.length ? -1 : at - line
  }

  /** The collection that begins at the next token. @param parent the column it must be behind */
  #block(parent: number): Value {
    const column = this.#column
    if (column <= parent) throw other
    if (this.#isDash(this.#at)) return this.#list(column)
    return this.#mapping(column)
  }

  #isDash(at: number): boolean {
    return this.#text.charCodeAt(at) === dash && isGap(this.#text.charCodeAt(at + 1))
  }

  /** One that ends a key. */
  #isColon(at: number): boolean {
    return this.#text.charCodeAt(at) === colon && isGap(this.#text.charCodeAt(at + 1))
  }

  #mapping(column: number): Value {
    if (++this.#depth > maxDepth) throw other
    const text = this.#text
    const scratch = this.#scratch
    const firstKey = scratch.keys
    const firstAt = scratch.at
    const begin = this.#at
    const dict = newDict()
    for (;;) {
      const start = this.#at
      const keyEnd = this.#keyEnd(start)
      const key = this.#key(start, keyEnd)
      if (key in dict) throw other
      const value = this.#valueAt(keyEnd + 1, column, true)
      if (value === later) defer(dict, key, this.#deferred!)
      else dict[key] = value
      scratch.pushKey(key, start + this.#shift, this.#start + this.#shift, this.#end + this.#shift)
      if (this.#column !== column) {
        if (this.#column > column) throw other
        break
      }
      if (this.#isDash(this.#at) || text.charCodeAt(this.#at) === dot) throw other
    }
    dict[span] = { keys: scratch.takeKeys(firstKey), at: scratch.takeAt(firstAt) }
    this.#start = begin
    this.#depth--
    return dict
  }

  /** The place of the colon behind a key. */
  #keyEnd(start: number): number {
    const text = this.#text
    const first = text.charCodeAt(start)
    let at = start
    if (first === singleQuote || first === doubleQuote) {
      at = text.indexOf(first === singleQuote ? "'" : '"', start + 1) + 1
      if (at === 0) throw other
    } else at = endOfKey(text, start)
    if (at === start || at - start > maxKey || !this.#isColon(at)) throw other
    return at
  }

  #key(start: number, end: number): string {
    const text = this.#text
    const first = text.charCodeAt(start)
    if (first === singleQuote || first === doubleQuote) {
      const key = text.slice(start + 1, end - 1)
      if (/[\\\n'"]/.test(key)) throw other
      return key
    }
    const key = text.slice(start, end)
    if (!isText(key) && resolvePlain(key).tag !== 'str') throw other
    return key
  }

  #list(column: number): List {
    if (++this.#depth > maxDepth) throw other
    const scratch = this.#scratch
    const first = scratch.items
    const firstAt = scratch.at
    const begin = this.#at
    while (this.#column === column && this.#isDash(this.#at)) {
      const value = this.#valueAt(this.#at + 1, column, false)
      scratch.pushItem(value, this.#start + this.#shift, this.#end + this.#shift)
    }
    if (this.#column > column) throw other
    const list: List = scratch.takeItems(first)
    list[span] = scratch.takeAt(firstAt)
    this.#start = begin
    this.#depth--
    return list
  }

  /**
   * The value behind a colon or a dash, up to the token that follows it.
   * @param column of the key or dash
   * @param isPair behind a colon, where a list may stand at the key's column, and no collection begins on the line
   */
  #valueAt(indicatorEnd: number, column: number, isPair: boolean): Value {
    const text = this.#text
    let at = indicatorEnd
    while (text.charCodeAt(at) === space) at++
    const code = text.charCodeAt(at)
    switch (code) {
      case lineFeed:
      case hash:
        return this.#below(indicatorEnd, nextLine(text, at), column, isPair)
      case singleQuote:
      case doubleQuote: {
        if (!isPair && this.#isQuotedKey(at)) return this.#inner(at)
        return this.#quoted(at, code === singleQuote)
      }
      case bar:
        return this.#literal(at, column)
      case greater:
        return this.#folded(at, column)
      case bracket:
      case brace: {
        const flow = readFlow(text, at, this.#shift, this.#value)
        if (!flow) throw other
        this.#done(at, flow.end)
        return flow.value
      }
      case dash:
        if (!isPair && this.#isDash(at)) return this.#inner(at)
    }
    if (Number.isNaN(code)) return this.#below(indicatorEnd, at, column, isPair)
    if (!isPair && this.#isPlainKey(at)) return this.#inner(at)
    return this.#plain(at, column)
  }

  /** A collection that begins behind a dash. */
  #inner(at: number): Value {
    this.#at = at
    this.#column = at - this.#line
    return this.#isDash(at) ? this.#list(this.#column) : this.#mapping(this.#column)
  }

  #isPlainKey(start: number): boolean {
    const at = endOfKey(this.#text, start)
    return at > start && this.#isColon(at)
  }

  #isQuotedKey(start: number): boolean {
    const end = this.#text.indexOf(this.#text[start]!, start + 1)
    return end >= 0 && this.#text.charCodeAt(end + 1) === colon
  }

  /** What stands on the lines below: a collection, or nothing. */
  #below(indicatorEnd: number, line: number, column: number, isPair: boolean): Value {
    const text = this.#text
    this.#toToken(line)
    if (this.#column > column) {
      if (isPair && this.#options.lazily && this.#defer(column)) return later
      const code = text.charCodeAt(this.#at)
      const isQuote = code === singleQuote || code === doubleQuote
      if (isQuote ? this.#isQuotedKey(this.#at) : this.#isDash(this.#at) || this.#isPlainKey(this.#at))
        return this.#block(column)
      return isQuote ? this.#quoted(this.#at, code === singleQuote) : this.#plain(this.#at, column)
    }
    if (isPair && this.#column === column && this.#isDash(this.#at)) return this.#list(column)
    this.#start = indicatorEnd
    this.#end = indicatorEnd
    return null
  }

  /** Leaves what is indented more than the column for later, if it is a large mapping. */
  #defer(column: number): boolean {
    const text = this.#text
    if (column > maxColumn || this.#isDash(this.#at) || !this.#isPlainKey(this.#at)) return false
    const start = this.#line
    const end = this.#source.lines().end(start, column)
    if (end - start < minDeferred) return false
    const read = () => this.#part(start, end)
    this.#deferred = { source: this.#source.keys, start, end, read }
    this.#start = this.#at
    this.#end = endOfText(text, end)
    this.#toToken(end)
    return true
  }

  #part(start: number, end: number): Value {
    try {
      return new Reader(this.#text, this.#options, this.#source).part(start, end)
    } catch (error) {
      if (error === other) return this.#options.lazily!(start, end)
      throw error
    }
  }

  /** The value ends here, and nothing but a comment may follow it on its line. */
  #done(start: number, end: number): void {
    const text = this.#text
    this.#start = start
    this.#end = end
    let at = end
    while (text.charCodeAt(at) === space) at++
    const code = text.charCodeAt(at)
    if (code === hash ? at === end : code !== lineFeed && at < text.length) throw other
    this.#toToken(nextLine(text, at))
  }

  #quoted(start: number, single: boolean): string {
    const text = this.#text
    let end = text.indexOf(single ? "'" : '"', start + 1)
    let escaped = false
    if (single) {
      while (end >= 0 && text.charCodeAt(end + 1) === singleQuote) {
        escaped = true
        end = text.indexOf("'", end + 2)
      }
    } else {
      for (let at = text.indexOf('\\', start + 1); at >= 0 && at < end; at = text.indexOf('\\', at + 2)) {
        escaped = true
        if (at + 1 === end) end = text.indexOf('"', end + 1)
      }
    }
    if (end < 0) throw other
    let value = text.slice(start + 1, end)
    if (value.includes('\n')) {
      if (value.includes('\t')) throw other
      value = fold(value.split('\n'), !single && escaped)
    }
    if (escaped) value = single ? value.replaceAll("''", "'") : value.replace(/\\./g, unescaped)
    this.#done(start, end + 1)
    return value
  }

  /** A plain text, with the lines below that are indented more than its key or dash. */
  #plain(start: number, column: number): Value {
    const text = this.#text
    const first = text.charCodeAt(start)
    if (plainStart[first] !== 1 && (first !== dash || this.#isDash(start))) throw other
    const lineEnd = endOfLine(text, start)
    let end = plainEnd(text, start, lineEnd)
    const line = nextLine(text, end)
    this.#toToken(line)
    if (this.#column <= column) {
      this.#start = start
      this.#end = end
      const value = text.slice(start, end)
      if (value.includes('\t')) throw other
      return isText(value) ? value : this.#resolve(value)
    }
    // Behind a comment a text does not go on.
    if (end < lineEnd && text.slice(end, lineEnd).includes('#')) throw other
    const lines = [text.slice(start, end)]
    for (let next = line; ; ) {
      const at = this.#at
      for (let gap = next; gap < this.#line; gap = nextLine(text, gap)) {
        if (text.slice(gap, endOfLine(text, gap)).trim() !== '') throw other
        lines.push('')
      }
      const itsEnd = endOfLine(text, at)
      end = plainEnd(text, at, itsEnd)
      if (text.charCodeAt(at) === hash) throw other
      lines.push(text.slice(at, end))
      next = nextLine(text, end)
      this.#toToken(next)
      if (this.#column <= column) break
      if (text.slice(end, itsEnd).includes('#')) throw other
    }
    this.#start = start
    this.#end = end
    if (lines.some((line) => line.includes('\t'))) throw other
    return fold(lines)
  }

  #resolve(text: string): Value {
    const value = this.#value(resolvePlain(text))
    if (typeof value === 'number' && !Number.isFinite(value)) throw other
    return value
  }

  /** The lines of a block text, without indentation, up to the last that is not empty. */
  #lines(start: number, column: number): { lines: string[]; strip: boolean } {
    const text = this.#text
    let at = start + 1
    const strip = text.charCodeAt(at) === dash
    if (strip) at++
    const header = at
    while (text.charCodeAt(at) === space) at++
    if (text.charCodeAt(at) !== lineFeed) throw other
    const lines: string[] = []
    let indent = -1
    let end = header
    let empty = 0
    let line = at + 1
    while (line < text.length) {
      let first = line
      while (text.charCodeAt(first) === space) first++
      const lineEnd = endOfLine(text, first)
      if (text.charCodeAt(first) === tab && (indent < 0 || first - line < indent)) throw other
      if (first === lineEnd) {
        // Spaces before the first line of text, or beyond the indentation, have rules of their own.
        if (first === text.length || (indent < 0 ? first - line > column + 1 : first - line > indent)) throw other
        empty++
        line = lineEnd + 1
        continue
      }
      if (indent < 0) {
        if (first - line <= column) break
        indent = first - line
      }
      if (first - line < indent) {
        if (first - line > column) throw other
        break
      }
      for (; empty > 0; empty--) lines.push('')
      lines.push(text.slice(line + indent, lineEnd))
      end = lineEnd
      line = lineEnd + 1
    }
    this.#toToken(line)
    this.#start = start
    this.#end = end
    return { lines, strip }
  }

  #literal(start: number, column: number): string {
    const { lines, strip } = this.#lines(start, column)
    return lines.join('\n') + (strip || lines.length === 0 ? '' : '\n')
  }

  #folded(start: number, column: number): string {
    const { lines, strip } = this.#lines(start, column)
    if (lines.some((line) => line[0] === ' ' || line[0] === '\t') || lines[0] === '') throw other
    return foldBlock(lines) + (strip || lines.length === 0 ? '' : '\n')
  }
}

/** A space, or the end of a line or of the text. */
function isGap(code: number): boolean {
  return code === space || code === lineFeed || Number.isNaN(code)
}

/** Behind the characters that a plain key is made of. */
function endOfKey(text: string, at: number): number {
  while (keyCharacters[text.charCodeAt(at)] === 1) at++
  return at
}

/** Where a plain text on one line ends: before a comment and trailing spaces. */
function plainEnd(text: string, start: number, lineEnd: number): number {
  let end = lineEnd
  for (let at = start; at < lineEnd; at++) {
    const code = text.charCodeAt(at)
    if (code === colon) {
      if (isGap(text.charCodeAt(at + 1))) throw other
    } else if (code === hash && text.charCodeAt(at - 1) === space) {
      end = at
      break
    }
  }
  while (text.charCodeAt(end - 1) === space) end--
  return end
}

/** Where the last line before `end` ends that is neither empty nor a comment. */
function endOfText(text: string, end: number): number {
  for (;;) {
    while (text.charCodeAt(end - 1) === lineFeed || text.charCodeAt(end - 1) === space) end--
    const line = text.lastIndexOf('\n', end - 1) + 1
    let at = line
    while (text.charCodeAt(at) === space) at++
    if (text.charCodeAt(at) !== hash) return end
    end = line
  }
}

const tab = 9
const lineFeed = 10
const space = 32
const doubleQuote = 34
const hash = 35
const singleQuote = 39
const dash = 45
const dot = 46
const colon = 58
const greater = 62
const bracket = 91
const brace = 123
const bar = 124

/** Of a plain key. */
const keyCharacters = new Uint8Array(128)
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./$')
  keyCharacters[char.charCodeAt(0)] = 1

/** What can begin a plain text; a dash may too, without a space behind it. */
const plainStart = new Uint8Array(0x10000)
plainStart.fill(1, 128)
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+$(<=^~;\\')
  plainStart[char.charCodeAt(0)] = 1
