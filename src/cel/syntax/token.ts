/** The kinds of tokens, in the order in which messages list them. Upstream: cel-go parser/gen/CEL.g4. */
export const kinds = [
  '<EOF>',
  '==',
  '!=',
  'in',
  '<',
  '<=',
  '>=',
  '>',
  '&&',
  '||',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '.',
  ',',
  '-',
  '!',
  '?',
  ':',
  '+',
  '*',
  '/',
  '%',
  'true',
  'false',
  'null',
  'NUM_FLOAT',
  'NUM_INT',
  'NUM_UINT',
  'STRING',
  'BYTES',
  'IDENTIFIER',
  'ESC_IDENTIFIER',
] as const

export type TokenKind = (typeof kinds)[number]

export interface Token {
  kind: TokenKind
  /** As written; '<EOF>' at the end. */
  text: string
  /** In code points. */
  offset: number
  /** In UTF-16 units, exclusive. */
  start: number
  end: number
}

/** A set of kinds as messages show it: `{'[', IDENTIFIER}`, or the only one without braces. */
export function showKinds(set: ReadonlySet<TokenKind>): string {
  const names = kinds
    .filter((kind) => set.has(kind))
    .map((kind) => (/^(?:[A-Z]|<EOF>)/.test(kind) ? kind : `'${kind}'`))
  return names.length === 1 ? names[0]! : `{${names.join(', ')}}`
}
