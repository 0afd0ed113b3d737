/**
 * One step of a path as a person writes it. `name` may be a property, a key of a map or an index; `key` stood in
 * brackets or in a JSON pointer, so it is exact; `each` is `[]`, `[*]`, `.*` or a filter.
 */
export type Segment = { kind: 'name' | 'key'; text: string } | { kind: 'each' }

/** What could not be read, and where (offset in the text). */
export interface Unreadable {
  error: string
  at: number
}

/**
 * Reads a field path in any of the spellings people have at hand: `spec.x`, `.spec.x`, `{.spec.x}`, `$.spec.x`,
 * `spec.list[0].x`, `spec.list[].x`, `spec.list[*].x`, `spec.map[key]`, `spec["a.b"]`, `metadata.labels.a\.b`, and
 * JSON pointers: `/spec/list/0/x`, `#/spec/x`.
 */
export function parseFieldPath(text: string): Segment[] | Unreadable {
  const trimmed = text.trim()
  if (/^#?\//.test(trimmed)) return pointer(trimmed)
  const braces = /^\{(.*)\}$/s.exec(trimmed)
  const inner = (braces ? braces[1]! : trimmed).replace(/^\$(?=$|[.[])/, '')
  const offset = text.indexOf(inner)
  const out: Segment[] = []
  let at = 0
  while (at < inner.length) {
    const char = inner[at]!
    if (char === '.') {
      at++
      continue
    }
    const bracket = char === '['
    const read = bracket ? bracketed(inner, at) : named(inner, at)
    if (!read) return { error: 'a bracket or quote is not closed', at: offset + at }
    out.push(read.segment)
    at = read.end
  }
  return out
}

function pointer(text: string): Segment[] {
  const encoded = text.startsWith('#')
  const parts = text.replace(/^#/, '').split('/').slice(1)
  if (parts.at(-1) === '') parts.pop()
  return parts.map((part) => ({
    kind: 'key',
    text: (encoded ? decode(part) : part).replace(/~1/g, '/').replace(/~0/g, '~'),
  }))
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** A name up to the next dot or bracket; a backslash takes the next character as it is. */
function named(text: string, start: number): { segment: Segment; end: number } {
  let name = ''
  let at = start
  for (; at < text.length && text[at] !== '.' && text[at] !== '['; at++) {
    if (text[at] === '\\' && at + 1 < text.length) at++
    name += text[at]
  }
  return { segment: name === '*' ? { kind: 'each' } : { kind: 'name', text: name }, end: at }
}

function bracketed(text: string, start: number): { segment: Segment; end: number } | undefined {
  const quote = text[start + 1]
  if (quote === '"' || quote === "'") return quoted(text, start + 1, quote)
  const close = text.indexOf(']', start)
  if (close < 0) return undefined
  const inner = text.slice(start + 1, close).trim()
  const each = inner === '' || inner === '*' || inner.startsWith('?') || inner.includes(':')
  return { segment: each ? { kind: 'each' } : { kind: 'key', text: inner }, end: close + 1 }
}

function quoted(text: string, start: number, quote: string): { segment: Segment; end: number } | undefined {
  let at = start + 1
  let key = ''
  for (; at < text.length && text[at] !== quote; at++) {
    if (text[at] === '\\' && at + 1 < text.length) at++
    key += text[at]
  }
  return text[at] === quote && text[at + 1] === ']' ? { segment: { kind: 'key', text: key }, end: at + 2 } : undefined
}
