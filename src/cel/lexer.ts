import type { CelError } from './cel-error.ts'

export type TokenType = 'ident' | 'escaped' | 'int' | 'uint' | 'float' | 'string' | 'bytes' | 'op' | 'end'

export interface Token {
  type: TokenType
  /** As written. */
  text: string
  /** In code points. */
  offset: number
}

/** One token or blank at a time; the longest alternative first. Upstream: cel-go parser/gen/CEL.g4. */
const escaped = String.raw`\\(?:[abfnrtv"'\\?\x60]|[0-3][0-7]{2}|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})`
const string = [
  String.raw`[rR]"""[\s\S]*?"""`,
  String.raw`[rR]'''[\s\S]*?'''`,
  String.raw`[rR]"[^"\n\r]*"`,
  String.raw`[rR]'[^'\n\r]*'`,
  String.raw`"""(?:${escaped}|[^\\])*?"""`,
  String.raw`'''(?:${escaped}|[^\\])*?'''`,
  String.raw`"(?:${escaped}|[^\\"\n\r])*"`,
  String.raw`'(?:${escaped}|[^\\'\n\r])*'`,
].join('|')

const rules: readonly (readonly [TokenType | 'blank', RegExp])[] = [
  ['blank', /(?:[\t \r\n\f]+|\/\/[^\n]*)+/y],
  ['bytes', new RegExp(`[bB](?:${string})`, 'y')],
  ['string', new RegExp(string, 'y')],
  ['float', /\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\.\d+(?:[eE][-+]?\d+)?/y],
  ['uint', /(?:0x[0-9a-fA-F]+|\d+)[uU]/y],
  ['int', /0x[0-9a-fA-F]+|\d+/y],
  ['escaped', /`[A-Za-z0-9_.\-/ ]+`/y],
  ['ident', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['op', /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y],
]

/** The tokens of an expression, ending with `end`. Characters that begin none are errors, and left out. */
export function tokenize(source: string): { tokens: Token[]; errors: CelError[] } {
  const tokens: Token[] = []
  const errors: CelError[] = []
  const ascii = /^[\0-\x7f]*$/.test(source)
  let at = 0
  let offset = 0
  const advance = (length: number) => {
    offset += ascii ? length : [...source.slice(at, at + length)].length
    at += length
  }
  scan: while (at < source.length) {
    for (const [type, rule] of rules) {
      rule.lastIndex = at
      const text = rule.exec(source)?.[0]
      if (text === undefined) continue
      if (type !== 'blank') tokens.push({ type, text, offset })
      advance(text.length)
      continue scan
    }
    const char = String.fromCodePoint(source.codePointAt(at)!)
    const rest = unterminated(source, at) ?? char
    errors.push({ offset, message: `Syntax error: token recognition error at: '${printed(rest)}'` })
    advance(rest.length)
  }
  tokens.push({ type: 'end', text: '<EOF>', offset })
  return { tokens, errors }
}

/** A string without its closing quote spoils the rest of the line. */
function unterminated(source: string, at: number): string | undefined {
  const quote = /^(?:[bB]?[rR]?|[rR]?[bB]?)["']/.exec(source.slice(at, at + 3))
  if (!quote) return undefined
  const lineEnd = source.indexOf('\n', at)
  return source.slice(at, lineEnd < 0 ? undefined : lineEnd)
}

function printed(text: string): string {
  return text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}
