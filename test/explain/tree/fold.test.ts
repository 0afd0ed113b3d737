import { expect, test } from '@jest/globals'
import { fold } from '../../../src/explain/tree/fold.ts'
import { displayWidth } from '../../../src/model/display-width.ts'

test.each([
  ['short', ['short']],
  ['', ['']],
  ['one two three', ['one two', 'three']],
  ['    indented word', ['    indented', '    word']],
  ['DNS:  one two three', ['DNS:  one', '      two', '      three']],
  ['a.very.long.path', ['a.very.long', '.path']],
  ['unbreakablewords', ['unbreakablew', 'ords']],
  ['日本語の名前です', ['日本語の名前', 'です']],
  ['one              two', ['one', 'two']],
])('%j', (line, expected) => {
  expect(fold(line, 12)).toEqual(expected)
})

test('a colour goes on in the next line', () => {
  expect(fold('\x1b[33mone two three\x1b[39m four', 8)).toEqual([
    '\x1b[33mone two \x1b[0m',
    '\x1b[33mthree\x1b[39m',
    'four',
  ])
})

test('long text takes little time', () => {
  const start = performance.now()
  for (const text of ['x'.repeat(200_000), '語'.repeat(100_000), 'w '.repeat(100_000), '.'.repeat(200_000)]) {
    for (const line of fold(text, 40)) expect(displayWidth(line)).toBeLessThanOrEqual(40)
  }
  expect(performance.now() - start).toBeLessThan(3000)
})
