import { describe, expect, test } from '@jest/globals'
import { findTexts } from '../../../src/sample/text/find-texts.ts'
import { goPattern } from '../../../src/schema/go-pattern.ts'

function first(patterns: string[], least = 1, most = 100, without: string[] = []): string | undefined {
  for (const text of findTexts({ patterns, without, least, most })) return text
  return undefined
}

describe('one pattern', () => {
  test.each<[string, string]>([
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', 'a'],
    ['^https?://.+$', 'http://a'],
    ['^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$', '1h'],
    ['^RGW\\d{3}$', 'RGW111'],
    ['\\bfoo\\b.*\\d', 'foo-1'],
    ['(?i)^[^a]B$', 'bb'],
    ['^\\p{Greek}\\P{L}$', 'Ͱ1'],
    ['[[:^alpha:]]{3}', '111'],
    ['^\\Qa.b*\\E$', 'a.b*'],
    ['^(?P<name>x|y)\\z', 'x'],
    ['(?s)^.\\n$', 'a\n'],
    ['(?m)^b$', 'b'],
    ['^\\x41\\x{e9}\\101\\t$', 'AéA\t'],
    ['^(?:a(?i:b)c)$', 'abc'],
    ['^[\\]^\\-a]$', 'a'],
    ['^[]a]$', 'a'],
    ['a{2,}?b', 'aab'],
    ['\\Bx', 'ax'],
    ['^[^\\x00-\\x{10fffe}]$', '\u{10ffff}'],
  ])('%s', (pattern, text) => {
    expect(first([pattern])).toBe(text)
    const compiled = goPattern(pattern)
    expect(typeof compiled === 'string' ? compiled : compiled.test(text)).toBe(true)
  })
})

describe('several at once', () => {
  test.each<[string, string[], number, number, string[], string | undefined]>([
    ['patterns', ['^[a-m]+$', '[k-z]{2}'], 1, 9, [], 'kk'],
    ['a length', ['^([a-z]{3}-)*[a-z]{3}$'], 5, 9, [], 'aaa-aaa'],
    ['a great length', ['^[a-z]{1,100}(-[a-z]{1,100}){1,9}$'], 300, 1000, [], undefined],
    ['what must not be found', ['^[ab]{2}$'], 1, 9, ['^a', 'bb'], 'ba'],
    ['contradictions', ['^a+$', '^b+$'], 0, 9, [], undefined],
    ['too short', ['^abc$'], 0, 2, [], undefined],
    ['no RE2', ['(?=a)'], 0, 2, [], undefined],
    ['code points', ['^😀+$'], 2, 2, [], '😀😀'],
  ])('%s', (name, patterns, least, most, without, text) => {
    const found = first(patterns, least, most, without)
    if (name !== 'a great length') expect(found).toBe(text)
    else expect([found!.length >= least, new RegExp(patterns[0]!).test(found!)]).toEqual([true, true])
  })

  test('of those that end alike the first', () => {
    expect([...findTexts({ patterns: ['^(one|two|three)$|^x$'], without: [], least: 0, most: 5 })]).toEqual([
      'x',
      'one',
    ])
  })
})

describe('hostile patterns end soon', () => {
  test.each([
    ['^(((a?){30}){30})$', 500],
    [`^${'('.repeat(300)}a${')*'.repeat(300)}$`, 5],
    [`^(${Array.from({ length: 2000 }, (_, i) => `word${i}`).join('|')})$`, 1],
    ['^(a{1000}){2}b$', 1],
    [`^${'[a-z]{0,50}-?'.repeat(60)}x$`, 200],
  ])('%.30s…', (pattern, least) => {
    const started = performance.now()
    first([pattern], least)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
