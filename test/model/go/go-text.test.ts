import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { formatFloat } from '../../../src/model/go/float.ts'
import { isPrint } from '../../../src/model/go/is-print.ts'
import { marshalString } from '../../../src/model/go/json.ts'
import { quote } from '../../../src/model/go/quote.ts'
import { compareText, fromByteString, runeCount, toByteString, utf8Length } from '../../../src/model/go/utf8.ts'

/** Recorded from Go 1.26: strconv.IsPrint (where it changes), fmt `%v` of floats, strconv.Quote and json.Marshal of texts. */
const recorded = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as {
  printable: number[]
  floats: [number, string][]
  texts: [string, string, string][]
}

test('isPrint agrees with Go at every boundary', () => {
  const wrong = recorded.printable.flatMap((first, i) => {
    const before = i % 2 === 1
    return [isPrint(first) === !before, isPrint(first - 1) === before].every(Boolean) ? [] : [first]
  })
  expect(wrong).toEqual([])
})

test('formatFloat is %v', () => {
  expect(recorded.floats.map(([value]) => formatFloat(value))).toEqual(recorded.floats.map(([, text]) => text))
  expect([-0, Number.NaN, Infinity, -Infinity].map(formatFloat)).toEqual(['-0', 'NaN', '+Inf', '-Inf'])
})

test.each(recorded.texts)('%j is quoted as Go does', (text, quoted, json) => {
  expect(quote(text)).toBe(quoted)
  expect(marshalString(text)).toBe(json)
})

test('a lone surrogate prints as U+FFFD, which is what the server decodes it to', () => {
  expect(quote('a\ud800b')).toBe('"a�b"')
  expect(marshalString('\udc00')).toBe('"�"')
})

describe('utf8', () => {
  const texts = ['', 'abc', 'é', '€', '😀', 'a😀b', '\uff5e', '\ue000', '\ud800', '\ud800x', '\udc00\ud800']
  test.each(texts)('%j has the length and order of its bytes', (text) => {
    const bytes = Buffer.from(text)
    expect(utf8Length(text)).toBe(bytes.length)
    expect(runeCount(text)).toBe([...text].length)
    expect(toByteString(text)).toBe(bytes.toString('latin1'))
    expect(fromByteString(toByteString(text))).toBe(text.toWellFormed())
    for (const other of texts.filter((t) => t.isWellFormed() && text.isWellFormed())) {
      expect(Math.sign(compareText(text, other))).toBe(Buffer.compare(bytes, Buffer.from(other)))
    }
  })
})
