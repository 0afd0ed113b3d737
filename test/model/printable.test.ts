import { describe, expect, test } from '@jest/globals'
import { clipToWidth, displayWidth, padToWidth } from '../../src/model/display-width.ts'
import { printable, printableJSON, printableLine, visible } from '../../src/model/printable.ts'

describe('printable', () => {
  test.each([
    ['plain text', 'plain text'],
    ['two\nlines\r\nthree\rfour', 'two\nlines\nthree\nfour'],
    ['a\tb', 'a    b'],
    ['\x1b[31mred\x1b[0m', 'red'],
    ['\x1b[2J\x1b[1;1Hforged', 'forged'],
    ['\x9b31mred', 'red'],
    ['\x1b]0;title\x07text', 'text'],
    ['\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\', 'link'],
    ['\x1bPdevice\x1b\\text', 'text'],
    ['\x1bcreset', 'reset'],
    ['bell\x07 back\b null\0', 'bell back null'],
    ['\u202egnp.exe\u202c', 'gnp.exe'],
    ['zero\u200bwidth\u2060\ufeff', 'zerowidth'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['line\u2028para\u2029', 'line\npara\n'],
    ['lone \ud800 half', 'lone \ufffd half'],
    [`z${'\u0301'.repeat(50)}`, `z${'\u0301'.repeat(4)}`],
    ['日本語 é 🎉', '日本語 é 🎉'],
  ])('%j', (text, expected) => expect(printable(text)).toBe(expected))

  test('a line has no breaks', () => expect(printableLine('  a\n\n b\t c ')).toBe('a b c'))

  test('a megabyte takes no time', () => {
    const start = performance.now()
    for (const unit of ['\x1b', '\x1b[', '\x1b]', '\u0301', '\u202e', 'a\t']) printable(unit.repeat(500_000))
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

test.each([
  ['name', 'name'],
  ['na\u202eme', 'na\\u202eme'],
  ['tab\there', 'tab\\there'],
  ['\x1b[0m', '\\u001b[0m'],
  ['tag\u{e0041}', 'tag\\u{e0041}'],
])('visible %j', (text, expected) => expect(visible(text)).toBe(expected))

test('JSON keeps its meaning and shows nothing that acts', () => {
  const data = { text: 'a\u202e\x9b\x7f\u{e0041}\u2028é' }
  const json = printableJSON(JSON.stringify(data, null, 1))
  expect(JSON.parse(json)).toEqual(data)
  expect(json).toMatch(/^[\n -~é]*$/)
})

test.each([
  ['abc', 3],
  ['日本', 4],
  ['é', 1],
  ['e\u0301', 1],
  ['🎉', 2],
  ['🇩🇪', 2],
])('width of %j', (text, width) => expect(displayWidth(text)).toBe(width))

test('clipped and padded by columns', () => {
  expect(clipToWidth('日本語', 5)).toBe('日本')
  expect(padToWidth('日本', 6)).toBe('日本  ')
})
