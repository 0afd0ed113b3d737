import { expect, test } from '@jest/globals'
import { age } from '../../src/model/age.ts'

// The borders between the units.
test.each([
  [-5, '0s'],
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [200, '3m20s'],
  [599, '9m59s'],
  [600, '10m'],
  [10_799, '179m'],
  [10_800, '3h'],
  [27_000, '7h30m'],
  [28_800, '8h'],
  [172_799, '47h'],
  [172_800, '2d'],
  [176_400, '2d1h'],
  [691_199, '7d23h'],
  [691_200, '8d'],
  [63_071_999, '729d'],
  [63_072_000, '2y'],
  [65_664_000, '2y30d'],
  [252_288_000, '8y'],
])('%d seconds are %s', (seconds, text) => {
  expect(age(seconds)).toBe(text)
})
