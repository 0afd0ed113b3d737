import { compilePattern } from '../../validation/pattern.ts'
import type { AdviceRule } from './advice-rule.ts'

export const patternDialect: AdviceRule = {
  code: 'CRD0310',
  title: 'A pattern that means something else outside of the API server',
  about: 'convention',
  reason:
    'The API server reads patterns as RE2. Editors, generated clients and web forms read the same OpenAPI schema as JavaScript (ECMA 262) expressions, which OpenAPI prescribes: there the pattern fails to compile, or matches other texts.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec: {type: object, properties: {name: {type: string, pattern: '(?i)^[a-z]+\\z'}}}`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec: {type: object, properties: {name: {type: string, pattern: '^[a-zA-Z]+$'}}}`,
  check: ({ sites }) =>
    sites.flatMap(({ schema }) => {
      const { pattern } = schema
      if (pattern === '' || compilePattern(pattern).error !== undefined) return []
      const why = difference(pattern)
      if (why === undefined) return []
      return [{ path: [...schema.path, 'pattern'], message: `the pattern is RE2 only: ${why}` }]
    }),
}

/** What RE2 has and ECMA 262 has not, or reads otherwise; in the order in which it is told. */
const constructs: readonly (readonly [found: RegExp, why: string])[] = [
  [/\(\?P</, 'JavaScript writes named groups (?<name>…)'],
  [/\(\?[imsU]*-?[imsU]*[:)]/, 'flags within the pattern, such as (?i)'],
  [/\\[AzQEC]/, '\\A, \\z, \\Q…\\E and \\C'],
  [/\[\[:\^?\w+:\]|:\]\]/, 'POSIX classes, such as [[:alpha:]]'],
  [/\\x\{/, '\\x{…}; JavaScript writes \\u{…}'],
  [/\\[pP][A-Z]/, '\\pL without braces'],
  [/\\a/, '\\a'],
]

function difference(pattern: string): string | undefined {
  // Escaped backslashes would hide what follows them, and plain groups are no flags.
  const text = pattern.replace(/\\\\/g, '').replace(/\(\?:/g, '(')
  const known = constructs.find(([found]) => found.test(text))
  if (known) return known[1]
  try {
    new RegExp(pattern)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
