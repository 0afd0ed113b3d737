import { expect, test } from '@jest/globals'
import { warningTexts } from './client.ts'

test.each([
  ['299 - "one"', ['one']],
  ['299 - "one, \\"two\\" \\\\", 299 agent "three"', ['one, "two" \\', 'three']],
  ['299 - "dated" "Wed, 21 Oct 2015 07:28:00 GMT", 299 - "next"', ['dated', 'next']],
  [Buffer.from('299 - "größer"').toString('latin1'), ['größer']],
  ['', []],
])('warnings of %s', (header, texts) => {
  expect(warningTexts(header)).toEqual(texts)
})
