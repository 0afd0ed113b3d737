/** A form in which our reader and kubectl's still differ, and why that may stand: none is one that people write. */
export interface KnownDifference {
  reason: string
  matches(text: string): boolean
  /** Each differs by itself. */
  examples: string[]
}

export const knownDifferences: KnownDifference[] = [
  {
    reason:
      'U+0085, U+2028 and U+2029 are line breaks for go-yaml; inside scalars they are folded in ways of their own',
    matches: (text) => /[\x85\u2028\u2029]/.test(text),
    examples: ['a: "x\u2028 y"\n', 'a: {b\x85: c}\n'],
  },
  {
    reason: 'a lone CR is a line break for go-yaml, but does not separate documents',
    matches: (text) => /\r(?!\n)|\r\n\r/.test(text),
    examples: ['a: b\r\r\n c\n', 'a: |\r#\n b\n'],
  },
  {
    reason: 'a byte order mark in the midst of a stream is a character of the key for go-yaml',
    matches: (text) => /[\s\S]\ufeff/.test(text),
    examples: ['---\n\ufeffa: 1\n'],
  },
  {
    reason: 'a colon or question mark directly behind the name of an anchor or alias ends it',
    matches: (text) => /[&*][-\w]+[:?%@`]/.test(text),
    examples: ['a: &x:y\n', 'a: &x 1\n*x: 2\n'],
  },
  {
    reason: 'a tag in brackets takes the comma behind it along',
    matches: (text) => /[[{,:]\s*![^\s]*[,\]}]/.test(text),
    examples: ['a: [!!str, b]\n'],
  },
  {
    reason: 'in brackets a question mark makes a key without a space behind it, and a colon before a bracket does not',
    matches: (text) => /[[{,]\s*\?\S/.test(text) || /:[,\]}]/.test(text),
    examples: ['a: [?b]\n', 'a: {b: c:}\n'],
  },
  {
    reason: 'behind a first line that is indented, go-yaml looks at one more token before it drops the rest',
    matches: (text) => /^\s* \S/.test(text) || /\n(?:---|\.\.\.).*\n\s* \S/.test(text),
    examples: [' a: 1\n"b\n'],
  },
  {
    reason: 'a document that is null or a text, with other tokens behind it, is dropped without an error',
    matches: (text) => /^(?:~|null|[&!]\S*)\s/m.test(text),
    examples: ['~\n: x\n', '&a\n*b\n'],
  },
]

export function isKnown(text: string): boolean {
  return knownDifferences.some(({ matches }) => matches(text))
}
