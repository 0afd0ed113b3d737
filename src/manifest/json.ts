import type { Range } from '../model/path.ts'
import { float, int, type List, newDict, span, type Value } from '../model/value.ts'
import { type DuplicateKey, noteDuplicate } from './duplicate-key.ts'
import { Entries } from './entries.ts'
import { floatAsSent } from './scalar.ts'
import { Scratch } from './scratch.ts'
import { deepHint, maxEntries, splitHint, tooLarge } from './size.ts'

/** The text is no JSON; `offset` is the place. */
export class JsonError extends Error {
  readonly offset: number
  /** It is clear what is wrong: it need not be tried as YAML. */
  readonly hint: string | undefined
  constructor(message: string, offset: number, hint?: string) {
    super(message)
    this.offset = offset
    this.hint = hint
  }
}

export interface JsonOptions {
  /** Keep `1.0` and `1e3` float64, as the server sees these bytes; otherwise numbers are as kubectl re-sends them. */
  raw: boolean
  maxDepth: number
}

export interface JsonDocument {
  root: Value
  range: Range
  duplicates: DuplicateKey[]
}

/**
 * Reads one JSON value from a text, with positions; the rules are those of Go's encoding/json: the last of equal keys
 * wins, lone surrogates become U+FFFD.
 */
export class JsonReader {
  readonly #text: string
  readonly #options: JsonOptions
  #at: number
  #depth = 0
  #duplicates: DuplicateKey[] = []
  #scratch = new Scratch()
  #entries = 0

  constructor(text: string, start: number, options: JsonOptions) {
    this.#text = text
    this.#at = start
    this.#options = options
  }

  /** The next value; undefined at the end of the text. Throws {@link JsonError}. */
  next(): JsonDocument | undefined {
    this.#space()
    if (this.#at >= this.#text.length) return undefined
    const start = this.#at
    this.#begin()
    const root = this.#value()
    return { root, range: { start, end: this.#at }, duplicates: this.#duplicates }
  }

  /**
   * The items of an array that stand between `start` and `end`, which is behind a comma or the array's end, as a list of
   * their own. Throws {@link JsonError}.
   */
  items({ start, end }: Range): JsonDocument {
    this.#at = start
    this.#begin()
    for (;;) {
      this.#space()
      this.#item()
      const isLast = this.#text[end] === ']'
      if (isLast && this.#at === end) break
      if (this.#text[this.#at] !== ',') this.#fail('after array element')
      this.#at++
      if (!isLast && this.#at === end) break
    }
    return { root: this.#list(0, 0), range: { start, end }, duplicates: this.#duplicates }
  }

  /** Goes on reading at this place. */
  skipTo(at: number): void {
    this.#at = at
  }

  #begin(): void {
    this.#depth = 0
    this.#duplicates = []
    this.#scratch = new Scratch()
    this.#entries = 0
  }

  #space(): void {
    while (this.#at < this.#text.length) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return
      this.#at++
    }
  }

  #value(): Value {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object()
      case '[':
        return this.#array()
      case '"':
        return this.#string()
      case 't':
        return this.#word('true', true)
      case 'f':
        return this.#word('false', false)
      case 'n':
        return this.#word('null', null)
      default:
        return this.#number()
    }
  }

  #object(): Value {
    this.#enter()
    const dict = newDict()
    const scratch = this.#scratch
    const first = scratch.keys
    const firstAt = scratch.at
    let entries: Entries | undefined
    this.#at++
    this.#space()
    if (this.#text[this.#at] === '}') this.#at++
    else {
      for (;;) {
        this.#space()
        const keyStart = this.#at
        if (this.#text[this.#at] !== '"') this.#fail('looking for beginning of object key string')
        const key = this.#string()
        const keyEnd = this.#at
        this.#space()
        if (this.#text[this.#at] !== ':') this.#fail('after object key')
        this.#at++
        this.#space()
        const start = this.#at
        const value = this.#value()
        this.#countEntry()
        if (!entries && dict[key] !== undefined) entries = new Entries(dict, scratch, first, firstAt)
        if (entries) noteDuplicate(this.#duplicates, key, entries.add(key), { start: keyStart, end: keyEnd })
        dict[key] = value
        scratch.pushKey(key, keyStart, start, this.#at)
        this.#space()
        const next = this.#text[this.#at]
        this.#at++
        if (next === '}') break
        if (next !== ',') this.#fail('after object key:value pair', this.#at - 1)
      }
    }
    this.#depth--
    dict[span] = { keys: scratch.takeKeys(first), at: scratch.takeAt(firstAt) }
    return dict
  }

  #array(): Value {
    this.#enter()
    const scratch = this.#scratch
    const first = scratch.items
    const firstAt = scratch.at
    this.#at++
    this.#space()
    if (this.#text[this.#at] === ']') this.#at++
    else {
      for (;;) {
        this.#space()
        this.#item()
        const next = this.#text[this.#at]
        this.#at++
        if (next === ']') break
        if (next !== ',') this.#fail('after array element', this.#at - 1)
      }
    }
    this.#depth--
    return this.#list(first, firstAt)
  }

  #item(): void {
    const start = this.#at
    const value = this.#value()
    this.#countEntry()
    this.#scratch.pushItem(value, start, this.#at)
    this.#space()
  }

  #list(first: number, firstAt: number): List {
    const list: List = this.#scratch.takeItems(first)
    list[span] = this.#scratch.takeAt(firstAt)
    return list
  }

  #countEntry(): void {
    if (++this.#entries > maxEntries) throw new JsonError(tooLarge, 0, splitHint)
  }

  #enter(): void {
    if (++this.#depth > this.#options.maxDepth) {
      throw new JsonError(`nested deeper than ${this.#options.maxDepth} levels`, this.#at, deepHint)
    }
  }

  #string(): string {
    const start = this.#at
    const text = this.#text
    let at = start + 1
    let plain = true
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === 34) break
      if (code === 92) {
        plain = false
        at += 2
        continue
      }
      if (Number.isNaN(code)) throw new JsonError('unexpected end of JSON input', text.length)
      if (code < 32) this.#fail('in string literal', at)
      at++
    }
    this.#at = at + 1
    const body = text.slice(start + 1, at)
    return (plain ? body : this.#unescape(body, start + 1)).toWellFormed()
  }

  #unescape(body: string, offset: number): string {
    return body.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, code: string, at: number) => {
      if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
      const plain = escapes[code]
      if (plain === undefined)
        this.#fail(code === 'u' ? 'in \\u hexadecimal character escape' : 'in string escape code', offset + at + 1)
      return plain!
    })
  }

  #word<T extends Value>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail(`in literal ${word}`)
    this.#at += word.length
    return value
  }

  #number(): Value {
    numeral.lastIndex = this.#at
    const match = numeral.exec(this.#text)
    if (!match) this.#fail('looking for beginning of value')
    const [text, fraction] = match as unknown as [string, string | undefined]
    this.#at += text.length
    // No int64 has more than 20 characters.
    if (fraction === undefined && text.length <= 20) {
      const small = Number(text)
      const whole = text !== '-0' && Number.isSafeInteger(small) ? small : int(BigInt(text))
      if (whole !== undefined) return whole
    }
    const value = Number(text)
    if (!Number.isFinite(value)) throw new JsonError(`number ${text} is out of range`, this.#at - text.length)
    return this.#options.raw ? float(value) : floatAsSent(value)
  }

  #fail(where: string, at = this.#at): never {
    const char = this.#text[at]
    if (char === undefined) throw new JsonError('unexpected end of JSON input', at)
    throw new JsonError(`invalid character ${JSON.stringify(char)} ${where}`, at)
  }
}

const numeral = /-?(?:0|[1-9][0-9]*)(\.[0-9]+(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)?/y
const escapes: Record<string, string | undefined> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
