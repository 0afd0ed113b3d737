import type { Schema } from '../schema/schema.ts'

/** Where a rule's `fieldPath` points. */
export interface RuleFieldPath {
  steps: string[]
  /** As the server appends it to the path of the value: `a.b`, `m[k]`. */
  text: string
}

/**
 * Reads a rule's `fieldPath`: `.a.b`, `['x y']`, map keys. A string says what is wrong with it.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go ValidFieldPath.
 */
export function readFieldPath(path: string, schema: Schema): RuleFieldPath | string {
  const steps: string[] = []
  let text = ''
  let at: Schema = schema
  const token = /\[\s*'((?:\\[\s\S]|[^'\\])*)'\s*\]|\.([^.[\]]*)|([\s\S])/gy
  for (const match of path.matchAll(token)) {
    const [, quoted, plain, other] = match
    if (other !== undefined) return `expected [ or . but got: ${path.slice(match.index)}`
    const name = quoted === undefined ? plain! : unquote(quoted)
    const named = at.properties.size > 0
    const additional = at.additionalProperties
    const next: Schema | undefined = named
      ? at.properties.get(name)
      : typeof additional === 'object'
        ? additional
        : undefined
    if (!next) return 'does not refer to a valid field'
    text += named ? (text === '' ? name : `.${name}`) : `[${name}]`
    steps.push(name)
    at = next
  }
  return steps.length === 0 ? 'does not refer to a valid field' : { steps, text }
}

function unquote(text: string): string {
  const escapes: Record<string, string | undefined> = {
    a: '\x07',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
  }
  return text.replace(/\\([\s\S])/g, (_, char: string) => escapes[char] ?? char)
}
