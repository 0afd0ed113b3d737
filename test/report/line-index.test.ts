import { expect, test } from '@jest/globals'
import { LineIndex } from '../../src/report/line-index.ts'

test.each<[text: string, offset: number, line: number, column: number]>([
  ['', 0, 1, 1],
  ['abc', 2, 1, 3],
  ['a\nb', 2, 2, 1],
  ['a\r\nbc', 4, 2, 2],
  ['a\n', 2, 2, 1],
  ['\ufeffab', 0, 1, 1],
  ['\ufeffab', 2, 1, 2],
  ['😀b', 2, 1, 2],
  ['😀\n😀😀b', 7, 2, 3],
  ['\ud83d b', 2, 1, 3],
])('%j at %i', (text, offset, line, column) => {
  expect(new LineIndex(text).at(offset)).toEqual({ line, column })
})

test('columns count code points, in any text', () => {
  const text = 'a😀b\ud83d\ude00c\ude00d\ud83de\n😀x'
  const index = new LineIndex(text)
  for (let offset = 0; offset <= text.length; offset++) {
    // Between the halves of a pair there is no place.
    if (/[\ud800-\udbff]$/.test(text.slice(0, offset)) && /^[\udc00-\udfff]/.test(text.slice(offset))) continue
    const start = text.lastIndexOf('\n', offset - 1) + 1
    expect(index.at(offset).column).toBe([...text.slice(start, offset)].length + 1)
  }
})

test('a line has no line break', () => {
  const index = new LineIndex('ab\r\ncd\n\nef')
  expect([1, 2, 3, 4].map((number) => index.range(number))).toEqual([
    { start: 0, end: 2 },
    { start: 4, end: 6 },
    { start: 7, end: 7 },
    { start: 8, end: 10 },
  ])
})
