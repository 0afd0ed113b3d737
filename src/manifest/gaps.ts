import { YamlError } from './yaml-error.ts'

/**
 * What stands between two tokens: white space, comments and indicators. The parser is more generous there than go-yaml,
 * whose rules about tabs are these. Upstream: go-yaml v2 scannerc.go, yaml_parser_scan_to_next_token and
 * yaml_parser_scan_plain_scalar.
 */
export class Gaps {
  /** The offset behind the last token. */
  at = 0
  /** How many flow collections are open. */
  flow = 0
  /** Column of the innermost block collection; -1 outside of any. */
  indent = -1
  readonly #text: string
  /** May a key begin here? Then a tab may not stand here. */
  #keyAllowed = true
  /** Behind a plain scalar: the indent of the block it stands in. */
  #plainIndent: number | undefined

  constructor(text: string) {
    this.#text = text
  }

  /** A token other than an indicator ends here. */
  token(end: number, kind: 'plain' | 'block' | 'other'): void {
    this.at = end
    this.#keyAllowed = kind === 'block'
    this.#plainIndent = kind === 'plain' ? this.indent : undefined
  }

  /** Goes over everything up to the next token. */
  to(next: number): void {
    const text = this.#text
    let at = this.at
    // Most gaps are a colon and a space.
    if (next - at === 2 && text.charCodeAt(at) === colon && text.charCodeAt(at + 1) === space) {
      this.#keyAllowed = false
      this.#plainIndent = undefined
      this.at = next
      return
    }
    let lineStart = -1
    while (at < next) {
      const code = text.charCodeAt(at)
      if (code === space) at++
      else if (code === lineFeed || code === carriageReturn) {
        at++
        lineStart = at
        if (this.flow === 0) this.#keyAllowed = true
      } else if (code === tab) {
        this.#checkTab(at, lineStart)
        at++
      } else {
        this.#plainIndent = undefined
        if (code === hash) at = endOfLine(text, at)
        else {
          // Behind a simple key's colon, on the key's line, no other key can begin.
          if (code === colon) this.#keyAllowed = this.flow === 0 && lineStart >= 0
          else if (code === dash || code === question) this.#keyAllowed = true
          at++
        }
      }
    }
    this.at = Math.max(at, this.at)
  }

  /** The offset behind the indicator that comes next; where there is none, the end of the last token. */
  indicator(): number {
    const text = this.#text
    const next = skipSpace(text, this.at)
    const sign = text[next] ?? ''
    const isIndicator = this.flow > 0 ? sign === ':' : ':-?'.includes(sign) && isBlank(text.charCodeAt(next + 1))
    if (sign === '' || !isIndicator) return this.at
    this.to(next + 1)
    return next + 1
  }

  #checkTab(at: number, lineStart: number): void {
    if (this.#plainIndent !== undefined) {
      if (lineStart >= 0 && at - lineStart <= this.#plainIndent)
        throw new YamlError('found a tab character that violates indentation', at)
    } else if (this.#keyAllowed && this.flow === 0)
      throw new YamlError('found character that cannot start any token', at)
  }
}

const tab = 9
const lineFeed = 10
const carriageReturn = 13
const space = 32
const hash = 35
const dash = 45
const colon = 58
const question = 63

function isBlank(code: number): boolean {
  return code === space || code === lineFeed || code === tab || code === carriageReturn || Number.isNaN(code)
}

function endOfLine(text: string, at: number): number {
  while (at < text.length && text.charCodeAt(at) !== lineFeed && text.charCodeAt(at) !== carriageReturn) at++
  return at
}

/** The next offset that holds neither white space nor a comment. */
export function skipSpace(text: string, at: number): number {
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === hash) at = endOfLine(text, at)
    else if (code === space || code === lineFeed || code === tab || code === carriageReturn) at++
    else return at
  }
}
