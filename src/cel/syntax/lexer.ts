import type { CelError } from '../cel-error.ts'
import type { Span } from './recovery.ts'
import type { Token, TokenKind } from './token.ts'

const escapes = String.raw`\\(?:[abfnrtv"'\\?\x60]|[0-3][0-7]{2}|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})`
const string = [
  String.raw`[rR]"""[\s\S]*?"""`,
  String.raw`[rR]'''[\s\S]*?'''`,
  String.raw`[rR]"[^"\n\r]*"`,
  String.raw`[rR]'[^'\n\r]*'`,
  String.raw`"""(?:${escapes}|[^\\])*?"""`,
  String.raw`'''(?:${escapes}|[^\\])*?'''`,
  String.raw`"(?:${escapes}|[^\\"\n\r])*"`,
  String.raw`'(?:${escapes}|[^\\'\n\r])*'`,
].join('|')

/** The longest token wins: numbers and texts come before what may begin them. Upstream: cel-go parser/gen/CEL.g4. */
const rules: readonly (readonly [TokenKind | 'hidden' | 'word' | 'sign', RegExp])[] = [
  ['hidden', /(?:[\t \r\n\f]+|\/\/[^\n]*)+/y],
  ['BYTES', new RegExp(`[bB](?:${string})`, 'y')],
  ['STRING', new RegExp(string, 'y')],
  ['word', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['NUM_FLOAT', /\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\.\d+(?:[eE][-+]?\d+)?/y],
  ['NUM_UINT', /(?:0x[0-9a-fA-F]+|\d+)[uU]/y],
  ['NUM_INT', /0x[0-9a-fA-F]+|\d+/y],
  ['ESC_IDENTIFIER', /`[A-Za-z0-9_.\-/ ]+`/y],
  ['sign', /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y],
]
const words = new Set(['in', 'true', 'false', 'null'])

/** The tokens of an expression, ending with `<EOF>`. What begins no token is an error, and left out. */
export function tokenize(source: string): { tokens: Token[]; skipped: Span[]; errors: CelError[] } {
  const skipped: Span[] = []
  const tokens: Token[] = []
  const errors: CelError[] = []
  const isAscii = /^[\0-\x7f]*$/.test(source)
  let at = 0
  let offset = 0
  while (at < source.length) {
    const { kind, text } = longest(source, at)
    if (kind === undefined) {
      skipped.push({ start: at, end: at + text.length })
      errors.push({ offset, message: `Syntax error: token recognition error at: '${text}'` })
    } else if (kind !== 'hidden') tokens.push({ kind, text, offset, start: at, end: at + text.length })
    at += text.length
    offset += isAscii ? text.length : countPoints(text)
  }
  tokens.push({ kind: '<EOF>', text: '<EOF>', offset, start: at, end: at })
  return { tokens, skipped, errors }
}

function longest(source: string, at: number): { kind: TokenKind | 'hidden' | undefined; text: string } {
  for (const [kind, rule] of rules) {
    rule.lastIndex = at
    const text = rule.exec(source)?.[0]
    if (text === undefined) continue
    if (kind === 'sign') return { kind: text as TokenKind, text }
    if (kind === 'word') return { kind: words.has(text) ? (text as TokenKind) : 'IDENTIFIER', text }
    return { kind, text }
  }
  return { kind: undefined, text: unrecognized(source, at) }
}

/** What goes on as a token would, with the first character that no longer does. */
const beginnings = [
  new RegExp(
    String.raw`"(?:${escapes}|[^\\"\n\r])*(?:\\(?:[0-3][0-7]?|[xX][0-9a-fA-F]?|u[0-9a-fA-F]{0,3}|U[0-9a-fA-F]{0,7})?)?`,
    'y',
  ),
  new RegExp(
    String.raw`'(?:${escapes}|[^\\'\n\r])*(?:\\(?:[0-3][0-7]?|[xX][0-9a-fA-F]?|u[0-9a-fA-F]{0,3}|U[0-9a-fA-F]{0,7})?)?`,
    'y',
  ),
  /`[A-Za-z0-9_.\-/ ]*/y,
  /[=&|]/y,
]

function unrecognized(source: string, at: number): string {
  for (const beginning of beginnings) {
    beginning.lastIndex = at
    const text = beginning.exec(source)?.[0]
    if (text !== undefined) return text + pointAt(source, at + text.length)
  }
  return pointAt(source, at)
}

function pointAt(source: string, at: number): string {
  const point = source.codePointAt(at)
  return point === undefined ? '' : String.fromCodePoint(point)
}

function countPoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
