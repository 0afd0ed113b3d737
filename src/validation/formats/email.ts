import { isIP } from '../../model/go/netip.ts'

/** One address, perhaps with a display name or as the only member of a group. Upstream: Go 1.26 net/mail.ParseAddress. */
export function isEmail(text: string): boolean {
  const reader = new Reader(text)
  return reader.address(true) === 1 && reader.skipComments() && reader.atEnd
}

/** Each method reads its part and says whether it was there; a method that fails may leave the position anywhere. */
class Reader {
  #at = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length
  }
  get #next(): string {
    return this.#text[this.#at] ?? ''
  }

  #take(char: string): boolean {
    if (this.#next !== char || this.atEnd) return false
    this.#at++
    return true
  }

  /** What the expression (sticky) matches here, which may be nothing. */
  #run(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const run = pattern.exec(this.#text)![0]
    this.#at += run.length
    return run
  }

  #skipSpace(): void {
    this.#run(/[ \t]*/y)
  }

  /** The number of addresses: one, or for a group any; undefined when it is none. */
  address(groups: boolean): number | undefined {
    this.#skipSpace()
    if (this.atEnd) return undefined
    const start = this.#at
    if (this.#spec()) {
      this.#skipSpace()
      return this.#next !== '(' || this.#nameInComment() ? 1 : undefined
    }
    this.#at = start
    if (this.#next !== '<' && !this.#phrase()) return undefined
    this.#skipSpace()
    if (groups && this.#take(':')) return this.#members()
    return this.#take('<') && this.#spec() && this.#take('>') ? 1 : undefined
  }

  #members(): number | undefined {
    let count = 0
    this.#skipSpace()
    if (this.#take(';')) return this.skipComments() ? 0 : undefined
    for (;;) {
      this.#skipSpace()
      if (this.address(false) === undefined || !this.skipComments()) return undefined
      count++
      if (this.#take(';')) return this.skipComments() ? count : undefined
      if (!this.#take(',')) return undefined
    }
  }

  /** `local@domain` */
  #spec(): boolean {
    this.#skipSpace()
    const local = this.#next === '"' ? this.#quoted() : this.#dotAtom()
    if (!local || !this.#take('@')) return false
    this.#skipSpace()
    return this.#next === '[' ? this.#literal() : this.#dotAtom()
  }

  /** Fails on `""` when it must not be empty. */
  #quoted(mayBeEmpty = false): boolean {
    this.#at++
    const body = this.#run(/[ \t!#-[\]-~\u0080-\uffff]*(?:\\[ \t!-~\u0080-\uffff][ \t!#-[\]-~\u0080-\uffff]*)*/y)
    return this.#take('"') && (mayBeEmpty || body !== '')
  }

  #atom(): string {
    return this.#run(/[!#-'*+\--9=?A-Z^-~\u0080-\uffff]*/y)
  }

  #dotAtom(): boolean {
    const atom = this.#atom()
    return atom !== '' && !atom.startsWith('.') && !atom.endsWith('.') && !atom.includes('..')
  }

  /** `[127.0.0.1]` */
  #literal(): boolean {
    this.#at++
    const address = this.#run(/[!-Z^-~\u0080-\uffff]*/y)
    return this.#take(']') && isIP(address)
  }

  /**
   * Words, quoted or not. A bad word ends the phrase, but is an error only as the first. Encoded words are joined to
   * one that does not count, for comments, until a plain word follows.
   */
  #phrase(): boolean {
    let words = 0
    let encoded = false
    for (;;) {
      if (words > 0 && !this.skipComments()) return false
      this.#skipSpace()
      if (this.atEnd) return true
      const start = this.#at
      let kind: WordKind = 'plain'
      if (this.#next === '"') {
        if (!this.#quoted(true)) {
          this.#at = start
          return words > 0 || encoded
        }
      } else {
        const atom = this.#atom()
        kind = wordKind(atom)
        if (atom === '' || kind === 'unknown') return words > 0 || encoded
      }
      if (kind === 'plain') {
        words += encoded ? 2 : 1
        encoded = false
      } else encoded ||= kind === 'encoded'
    }
  }

  /** Comments, which nest. */
  skipComments(): boolean {
    this.#skipSpace()
    while (this.#next === '(') {
      if (this.#comment() === undefined) return false
      this.#skipSpace()
    }
    return true
  }

  #comment(): string | undefined {
    let text = ''
    let depth = 0
    do {
      if (this.atEnd) return undefined
      if (this.#next === '\\' && depth > 0 && this.#at + 1 < this.#text.length) this.#at++
      else if (this.#next === '(') depth++
      else if (this.#next === ')') depth--
      text += this.#next
      this.#at++
    } while (depth > 0)
    return text.slice(1, -1)
  }

  #nameInComment(): boolean {
    return (
      this.#comment()
        ?.split(/[ \t]+/)
        .every((word) => wordKind(word) !== 'unknown') ?? false
    )
  }
}

/** `empty` is an encoded word of no text; `unknown` has a charset Go does not know. */
type WordKind = 'plain' | 'encoded' | 'empty' | 'unknown'

/** RFC 2047, `=?latin9?q?x?=`. A malformed word is plain text. */
function wordKind(word: string): WordKind {
  const parts = /^=\?([^?]+)\?([bBqQ])\?([^?]*)\?=$/.exec(word)
  if (!parts) return 'plain'
  const [, charset, encoding, text] = parts as unknown as [string, string, string, string]
  const content = /q/i.test(encoding) ? text : text.replace(/[\r\n]/g, '')
  const wellFormed = /q/i.test(encoding)
    ? /^(?:[\t\n\r -<>-~]|=[0-9a-fA-F]{2})*$/.test(content)
    : content.length % 4 === 0 && /^(?:[A-Za-z0-9+/]+={0,2})?$/.test(content)
  if (!wellFormed) return 'plain'
  if (!/^(?:utf-8|iso-8859-1|us-ascii)$/iu.test(charset)) return 'unknown'
  return content === '' ? 'empty' : 'encoded'
}
