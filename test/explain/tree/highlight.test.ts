import { expect, test } from '@jest/globals'
import { highlight } from '../../../src/explain/tree/highlight.ts'

const paint = { hit: (text: string) => `[${text}]`, rest: (text: string) => text }

test.each([
  ['minReplicas', 'rep', 'min[Rep]licas'],
  ['aXax', 'AX', '[aX][ax]'],
  ['name', ' ', 'name'],
  ['name', 'other', 'name'],
  // In lower case it is longer, so that places would be wrong.
  ['İİ name', 'name', 'İİ name'],
])('%j %j', (text, query, expected) => {
  expect(highlight(text, query, paint)).toBe(expected)
})
