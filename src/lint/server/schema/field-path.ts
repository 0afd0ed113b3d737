import type { SchemaProps } from '../types.ts'

/** What a path leads to. */
export interface FoundField {
  /** As Go prints it: `spec.a`, `spec[key]`. */
  text: string
  /** The first step. */
  root: string
  /** undefined for values that have no schema, as below `additionalProperties: true`. */
  schema: SchemaProps | undefined
}

/**
 * Follows a path of names (`.a.b`, `['a b']`) through a schema's properties and additionalProperties.
 * Upstream: apiserver/schema/cel/validation.go ValidFieldPath.
 * @returns the field, or the server's words about what is wrong
 */
export function findField(path: string, root: SchemaProps, brackets: boolean): FoundField | { error: string } {
  const tokens = tokenize(path)
  const found: FoundField = { text: '', root: '', schema: root }
  const noField = { error: 'does not refer to a valid field' }
  const ended = { error: 'unexpected end of JSON path' }
  for (let i = 0; i < tokens.length; i++) {
    const opener = tokens[i]!
    if (opener !== '.' && opener !== '[') return { error: `expected [ or . but got: ${opener}` }
    if (opener === '[' && !brackets) return { error: 'array notation is not allowed' }
    let name = tokens[++i]
    if (name === undefined) return ended
    if (opener === '[') {
      if (name.length < 2 || !name.startsWith("'") || !name.endsWith("'")) {
        return { error: `expected single quoted string but got ${name}` }
      }
      const plain = unescapeQuoted(name.slice(1, -1))
      if (typeof plain === 'object') return { error: `invalid string literal: ${plain.error}` }
      name = plain
    }
    // The server fails with an internal error at a field of a value that has no schema.
    if (!found.schema) return noField
    if (found.schema.properties?.size) {
      const child = found.schema.properties.get(name)
      if (!child) return noField
      step(found, name, child, `${found.text === '' ? '' : '.'}${name}`)
    } else if (found.schema.additionalProperties) {
      step(found, name, found.schema.additionalProperties.schema, `[${name}]`)
    } else return noField
    if (opener === '[') {
      const closer = tokens[++i]
      if (closer === undefined) return ended
      if (closer !== ']') return { error: `expected ] but got ${closer}` }
    }
  }
  return found
}

function step(found: FoundField, name: string, schema: SchemaProps | undefined, text: string): void {
  if (found.text === '') found.root = name
  found.text += text
  found.schema = schema
}

/** `.`, `[`, `]`, quoted texts, and what stands between. */
function tokenize(path: string): string[] {
  const tokens: string[] = []
  let at = 0
  while (at < path.length) {
    let end = at + 1
    if (path[at] === "'") {
      while (end < path.length && !(path[end] === "'" && path[end - 1] !== '\\')) end++
      if (end < path.length) end++
    } else if (!isDelimiter(path[at]!)) {
      while (end < path.length && !isDelimiter(path[end]!)) end++
    }
    tokens.push(path.slice(at, end))
    at = end
  }
  return tokens
}

function isDelimiter(char: string): boolean {
  return char === '.' || char === '[' || char === ']'
}

const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  "'": "'",
  '\\': '\\',
}

function unescapeQuoted(text: string): string | { error: string } {
  let wrong: string | undefined
  const plain = text.replace(/\\./gu, (written) => {
    const char = escapes[written.slice(1)]
    if (char === undefined) wrong = written
    return char ?? ''
  })
  return wrong === undefined ? plain : { error: `invalid escape char ${wrong}` }
}
