import { describe, expect, test } from '@jest/globals'
import { RE2JS } from 're2js'
import { findTexts } from '../../../src/compat/text/find-text.ts'
import { foldedWith } from '../../../src/compat/text/fold.ts'

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomain = `^${label}(\\.${label})*$`
const find = (matches: string[], misses: string[], min = 0, max = Number.POSITIVE_INFINITY) =>
  findTexts({ matches, misses, min, max })

describe('one set of texts within another', () => {
  test.each<[string[], string, number?, number?]>([
    [['^[a-z]+$'], '^[a-z0-9]+$'],
    [['^[a-z]([-a-z0-9]*[a-z0-9])?$'], subdomain],
    [['^a+$'], '^aa*$'],
    [['\\bfoo\\b'], 'foo'],
    [['^a{5,}$'], '^a{5,10}$', 0, 10],
    [['^[a-z]+$', '[xyz]'], '^.*[x-z].*$'],
    [['(?i)^k$'], '^[kK\u212a]$'],
    [['^\\p{Lu}+$'], '^\\pL+$'],
    [['(?m)^a$'], 'a'],
    [['^\\Qa.b\\E$'], '^a\\.b$'],
  ])('%j is in %s', (matches, other, min = 0, max = Number.POSITIVE_INFINITY) => {
    expect(find(matches, [other], min, max)).toEqual({ texts: [], complete: true })
  })
})

describe('a text that tells two sets apart', () => {
  test.each<[string[], string, number?, number?]>([
    [['^[a-z0-9]+$'], '^[a-z]+$'],
    [['a'], '^a'],
    [[], '^.+$'],
    [[subdomain], '^[a-z]([-a-z0-9]*[a-z0-9])?$'],
    [['^a{5,}$'], '^a{5,10}$', 0, 11],
    [['^a+$'], '^a{1,10}$', 20, 30],
    [['foo'], '\\bfoo\\b'],
    [['(?i)^k$'], '^[kK]$'],
    [['^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$'], '^(0|(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$'],
    [['a'], '(?m)^a$'],
    [['^😀+$'], '^😀$'],
  ])('%j, but not %s', (matches, other, min = 0, max = Number.POSITIVE_INFINITY) => {
    const { texts } = find(matches, [other], min, max)
    expect(texts).not.toEqual([])
    for (const text of texts) {
      for (const pattern of matches) expect(RE2JS.compile(pattern).test(text)).toBe(true)
      expect(RE2JS.compile(other).test(text)).toBe(false)
      expect([...text].length).toBeGreaterThanOrEqual(min)
      expect([...text].length).toBeLessThanOrEqual(max)
    }
  })
})

test('texts of a length', () => {
  const [text] = find([subdomain], [], 250, 253).texts
  expect(text).toMatch(new RegExp(subdomain))
  expect(text).toHaveLength(250)
})

test('what takes too much is not decided', () => {
  const started = performance.now()
  const { complete } = find(['(a|b)*a(a|b){18}$'], ['(a|b)*b(a|b){18}$'])
  expect(complete).toBe(false)
  expect(find(['('], ['a'])).toEqual({ texts: [], complete: false })
  expect(performance.now() - started).toBeLessThan(5000)
})

test('the cases of ASCII letters are those of the engine', () => {
  const odd = []
  for (let point = 0; point < 0x80; point++) {
    const pattern = RE2JS.compile(`^(?i:${RE2JS.quote(String.fromCodePoint(point))})$`)
    const folded = new Set(foldedWith(point))
    for (const other of [...Array(0x600).keys(), 0x212a, 0x212b, 0x1e9e])
      if (pattern.test(String.fromCodePoint(other)) !== folded.has(other)) odd.push([point, other])
  }
  expect(odd).toEqual([])
})
