import { expect, test } from '@jest/globals'
import { compilePattern } from '../../src/validation/pattern.ts'

/** Recorded: what Go's regexp package (Go 1.26) says after `error parsing regexp: `. */
const recorded: readonly (readonly [pattern: string, error: string | undefined])[] = [
  ['(', 'missing closing ): `(`'],
  [')', 'unexpected ): `)`'],
  ['[a', 'missing closing ]: `[a`'],
  ['a**', 'invalid nested repetition operator: `**`'],
  ['a{1001}', 'invalid repeat count: `{1001}`'],
  ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(?!a)', 'invalid or unsupported Perl syntax: `(?!`'],
  ['(?<=a)', 'invalid named capture: `(?<=a)`'],
  ['\\1', 'invalid escape sequence: `\\1`'],
  ['\\Z', 'invalid escape sequence: `\\Z`'],
  ['\\h', 'invalid escape sequence: `\\h`'],
  ['\\u0041', 'invalid escape sequence: `\\u`'],
  ['\\', 'trailing backslash at end of expression: ``'],
  ['(?<n>a)', undefined],
  ['(?P<n>a)(?P<n>b)', undefined],
  ['(?P<n>a)(?P<n>(', 'missing closing ): `(?P<n>a)(?P<n>(`'],
  ['[(?P<n>](?P<n>a)(?P<n>b)', undefined],
  ['(?P<n>(?<n>?', 'missing argument to repetition operator: `?`'],
  ['(?<', 'invalid or unsupported Perl syntax: `(?<`'],
  ['(?P<', 'invalid or unsupported Perl syntax: `(?P`'],
  ['(?P<1>a)', undefined],
  ['(?P<é>a)', 'invalid named capture: `(?P<é>`'],
  ['(a{1000}){2}', 'invalid repeat count: `{2}`'],
  ['[[:alpha:]]', undefined],
  ['[[:foo:]]', 'invalid character class range: `[:foo:]`'],
  ['\\pL', undefined],
  ['\\pX', 'invalid character class range: `\\pX`'],
  ['\\p{Greek}', undefined],
  ['a{2,1}', 'invalid repeat count: `{2,1}`'],
  ['[z-a]', 'invalid character class range: `z-a`'],
  ['(?i)a', undefined],
  ['(?z)a', 'invalid or unsupported Perl syntax: `(?z`'],
  ['+a', 'missing argument to repetition operator: `+`'],
  ['\\Qa(\\E', undefined],
  ['\\C', 'invalid escape sequence: `\\C`'],
  ['\\x{110000}', 'invalid escape sequence: `\\x{110000`'],
  ['\\8', 'invalid escape sequence: `\\8`'],
  ['(?x)a', 'invalid or unsupported Perl syntax: `(?x`'],
  ['(?#c)', 'invalid or unsupported Perl syntax: `(?#`'],
  ['a{,2}', undefined],
  ['(?P=n)', 'invalid or unsupported Perl syntax: `(?P`'],
]

test.each(recorded)('%s', (pattern, error) => {
  expect(compilePattern(pattern).error).toBe(error === undefined ? undefined : `error parsing regexp: ${error}`)
})

test('groups of one name match like plain ones', () => {
  const { test: matches } = compilePattern('^(?P<n>a)[(?<n>](?P<n>b)$')
  expect(matches!('a<b')).toBe(true)
  expect(matches!('ab')).toBe(false)
})
