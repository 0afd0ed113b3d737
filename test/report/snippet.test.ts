import { describe, expect, test } from '@jest/globals'
import { displayWidth } from '../../src/model/display-width.ts'
import { snippet } from '../../src/report/snippet.ts'
import { plainStyle } from '../../src/report/style.ts'

/** The snippet of the first occurrence of `what`. */
function show(text: string, what: string, label = 'here'): string[] {
  const start = text.indexOf(what)
  const range = { start, end: start + what.length }
  return snippet({ name: 'a.yaml', text }, range, label, plainStyle, (mark) => mark)
}

describe('the underline stands below what it means', () => {
  test.each<[name: string, text: string, what: string]>([
    ['plain', 'a: 1\nb: wrong\n', 'wrong'],
    ['after a tab', 'a:\t\twrong\n', 'wrong'],
    ['after wide characters', 'a: {名前: wrong}\n', 'wrong'],
    ['wide characters', 'a: 日本語\n', '日本語'],
    ['after a pair of surrogates', 'a: {"😀": wrong}\n', 'wrong'],
    ['CRLF', 'a: 1\r\nb: wrong\r\n', 'wrong'],
    ['behind a byte order mark', '\ufeffa: wrong\n', 'wrong'],
    ['after a colour code', 'a: {"\u001b[31m": wrong}\n', 'wrong'],
    ['in a long line', `a: {x: ${'x'.repeat(5000)}, b: wrong, c: ${'y'.repeat(5000)}}\n`, 'wrong'],
    ['at the end of a long line', `a: {x: ${'名'.repeat(3000)}, b: wrong}`, 'wrong'],
  ])('%s', (_, text, what) => {
    const [, source, marks] = show(text, what) as [string, string, string]
    const at = source.indexOf(what)
    expect(at).toBeGreaterThan(0)
    expect(marks.indexOf('^')).toBe(displayWidth(source.slice(0, at)))
    expect(/\^+/.exec(marks)![0]).toHaveLength(displayWidth(what))
  })
})

test('a value of several lines is underlined to the end of its first', () => {
  expect(show('a: |\n  one\n  two\n', '|\n  one\n  two')).toEqual(['  |', '1 | a: |', '  |    ^ here'])
})

test('nothing of a hostile text reaches the terminal as it is', () => {
  const lines = show('a: "\u001b]0;title\u0007\u202eevil" # \u009b31m\n', 'evil').join('')
  expect(lines).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
})

test('many places in one long line cost no more than what is shown', () => {
  const text = `[${'"名前", '.repeat(100_000)}]`
  const origin = { name: 'a.yaml', text }
  const started = performance.now()
  for (let start = 1; start < text.length; start += 400) {
    snippet(origin, { start, end: start + 4 }, '', plainStyle, (mark) => mark)
  }
  expect(performance.now() - started).toBeLessThan(2000)
})
