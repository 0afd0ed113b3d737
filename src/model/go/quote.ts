import { isPrint } from './is-print.ts'

const short: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** Go's strconv.Quote, which is also `%q`: printable characters as they are, others escaped. */
export function quote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`
  let out = ''
  for (const char of text.toWellFormed()) out += short[char] ?? escaped(char)
  return `"${out}"`
}

function escaped(char: string): string {
  const code = char.codePointAt(0)!
  if (isPrint(code)) return char
  const hex = code.toString(16)
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
