import { expect, test } from '@jest/globals'
import { decodeText } from '../../src/manifest/decode-text.ts'

test.each<[bytes: string, message: RegExp]>([
  ['a\0:\0 \x001\0', /UTF-16/],
  ['\0a\0:\0 \x001', /UTF-16/],
  ['#\0 \0\xe9\0a\0b\0', /UTF-16/],
  ['\0\x01\x02\x03\0\x01', /binary/],
  ['\0\x01', /binary/],
  ['\0', /binary/],
  ['a: 1\0', /binary/],
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', /binary/],
  ['a: \xff', /not valid UTF-8/],
])('%j is no text', (bytes, message) => {
  expect(decodeText(Buffer.from(bytes, 'latin1')).finding?.message).toMatch(message)
})
test.each([
  ['a: é', Buffer.from('a: é')],
  ['a: é', Buffer.from('\ufeffa: é', 'utf16le')],
])('%j is', (text, bytes) => {
  expect(decodeText(bytes)).toEqual({ text, finding: undefined })
})
