/** The text of a string literal or the bytes of a bytes literal; a string says what is wrong with it. */
export function unescapeString(token: string): { value: string } | { error: string } {
  const { body, raw } = strip(token)
  if (raw) return { value: body }
  let error: string | undefined
  const value = body.replace(/\r\n?/g, '\n').replace(escapes, (whole, code: string) => {
    const point = codePoint(code)
    if (typeof point === 'string') return point
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
      error ??= 'invalid unicode code point'
      return whole
    }
    return String.fromCodePoint(point)
  })
  return error === undefined ? { value } : { error }
}

export function unescapeBytes(token: string): { value: Uint8Array } | { error: string } {
  const { body, raw } = strip(token.slice(1))
  const encoder = new TextEncoder()
  if (raw) return { value: encoder.encode(body) }
  const out: number[] = []
  let at = 0
  for (const match of body.matchAll(escapes)) {
    out.push(...encoder.encode(body.slice(at, match.index)))
    at = match.index + match[0].length
    const code = match[1]!
    if (/^[uU]/.test(code)) return { error: 'unable to unescape string' }
    const point = codePoint(code)
    if (typeof point === 'string') out.push(...encoder.encode(point))
    else out.push(point)
  }
  out.push(...encoder.encode(body.slice(at)))
  return { value: Uint8Array.from(out) }
}

const escapes = /\\([xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2}|[\s\S])/g

const plain: Record<string, string | undefined> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** The character itself, or a number for what is written as one. */
function codePoint(code: string): string | number {
  if (/^[xXuU]/.test(code) && code.length > 1) return Number.parseInt(code.slice(1), 16)
  if (/^[0-3][0-7]{2}$/.test(code)) return Number.parseInt(code, 8)
  return plain[code] ?? code
}

function strip(token: string): { body: string; raw: boolean } {
  const raw = /^[rR]/.test(token)
  const quoted = raw ? token.slice(1) : token
  const triple = quoted.length >= 6 && (quoted.startsWith('"""') || quoted.startsWith("'''"))
  return { body: triple ? quoted.slice(3, -3) : quoted.slice(1, -1), raw }
}
