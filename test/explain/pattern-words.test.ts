import { expect, test } from '@jest/globals'
import { patternWords } from '../../src/explain/pattern-words.ts'

test.each([
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', /^a DNS label/],
  ['^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$', /^a DNS label/],
  ['^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', /^a DNS label.*; or empty$/],
  ['^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$', /^a duration/],
  ['^(http|https)://.+$', /^begins with http:\/\/ or https:\/\/$/],
  ['^https?://', /^begins with http:\/\/ or https:\/\/$/],
  ['^(?i)(Drop|Reject)?$', /^one of Drop, Reject in any case, or empty$/],
  ['^(A|B)$', /^one of A, B$/],
  ['^[a-zA-Z0-9_-]+$', /^only letters, digits, _, -$/],
  ['^\\d{4}$', /^4 digits$/],
  ['^[A-Z]{2,3}$', /^2 to 3 upper-case letters$/],
  ['^[^:/]+$', /^at least one character, and none of : \/$/],
  ['^[^a-z]+$', undefined],
  ['^(([0-9]*(\\.[0-9]*)?(ms|s|h|m|us)+)+|Auto)$', /^a duration, .*; or Auto$/],
  ['^(([0-9]*(\\.[0-9]*)?(ms|s|h|m|us)+)+|x.y)$', undefined],
  ['^$|^yes-really$', /^yes-really; or empty$/],
  ['^[0-9a-fA-F:.]{2,}\\/[0-9]{1,3}$', /^an IP range/],
  ['^a|b$', undefined],
  ['^(a.b|c)$', undefined],
  ['^(.*)+$', undefined],
  ['(', undefined],
  ['', undefined],
])('%s', (pattern, words) => {
  const said = patternWords(pattern)
  if (words) expect(said).toMatch(words)
  else expect(said).toBeUndefined()
})

test('long patterns take no time', () => {
  const start = performance.now()
  for (const unit of ['(', '[a', '(a|', '^$|', '\\', 'a-z'])
    for (const end of ['', ')$', ']+$']) patternWords(`^${unit.repeat(300)}${end}`)
  patternWords('^'.repeat(1_000_000))
  expect(performance.now() - start).toBeLessThan(1000)
})
