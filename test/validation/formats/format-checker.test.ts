import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { enforcedFormats } from '../../../src/validation/formats/enforced-formats.ts'
import { formatChecker } from '../../../src/validation/formats/format-checker.ts'

const version = { minor: 36 }

/**
 * What Kubernetes' own checkers (strfmt at v0.36.3, Go 1.26) said about each text: bit i is set when it has formats[i].
 * The texts are `mutations(4000, 7)` of mutate.ts.
 */
const recorded = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as {
  formats: string[]
  texts: [string, number][]
}

test.each(recorded.formats.map((name, i) => [name, i] as const))(
  '%s agrees with the server on recorded texts',
  (name, i) => {
    const check = formatChecker(name, version)!
    const wrong = recorded.texts.filter(([text, formats]) => check(text) !== ((formats & (1 << i)) !== 0))
    expect(wrong).toEqual([])
  },
)

test('every recorded format is enforced, and no other but password', () => {
  const names = [...recorded.formats.map((name) => name.replaceAll('-', '')), 'password']
  expect(enforcedFormats(version)).toEqual(names.sort())
})

describe('names', () => {
  test.each(['date-time', 'datetime', 'd-a-t-e-time', 'password', 'k8sshortname'])('%s is known', (name) => {
    expect(formatChecker(name, version)).toBeDefined()
  })
  test.each(['', 'url', 'binary', 'int32', 'DateTime', 'regex', 'constructor'])('%p is not', (name) => {
    expect(formatChecker(name, version)).toBeUndefined()
  })
  test('k8s names are enforced from 1.35', () => {
    expect(formatChecker('k8s-short-name', { minor: 35 })).toBeDefined()
    expect(formatChecker('k8s-long-name', { minor: 34 })).toBeUndefined()
  })
})

test('a long text takes no long time', () => {
  const long = ['1', '(', 'a,', 'a@b,', '%41', '1s', '1 ', ': ', '=?'].map((piece) => piece.repeat(100_000))
  const start = performance.now()
  for (const name of enforcedFormats(version)) for (const text of long) formatChecker(name, version)!(text)
  expect(performance.now() - start).toBeLessThan(2_000)
})
