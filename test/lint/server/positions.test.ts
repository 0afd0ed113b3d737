import { expect, test } from '@jest/globals'
import { validateCRDCreate } from '../../../src/lint/server/validate.ts'
import { locate } from '../../../src/model/path.ts'
import { crdWith, read } from './read.ts'

/** The text that a CRD's only finding points at. */
function pointedAt(text: string): string {
  const document = read(text)
  const found = validateCRDCreate(document, { serverVersion: { minor: 36 } })
  expect(found).toHaveLength(1)
  const { path, atKey } = found[0]!
  const at = locate(document.root!, path, document.range)
  const range = (atKey && at.key) || at.value
  return text.slice(range.start, range.end).trim()
}

test.each([
  ['a pattern', crdWith(`a: {type: string, pattern: '('}`), `'('`],
  ['what is missing: the schema that lacks it', crdWith('a: {minimum: 1}'), '{minimum: 1}'],
  ['a default', crdWith('a: {type: object, properties: {b: {type: integer}}, default: {b: x}}'), 'x'],
  ['a key', crdWith('a: {type: string, foo: 1}'), 'foo:'],
  ['a wrong type', crdWith('a: {type: string, maxLength: 1.5}'), '1.5'],
  ['what the server judges at the top of spec', crdWith('a: {type: foo}'), 'foo'],
  [
    'a webhook',
    crdWith(
      'a: {type: string}',
      '  conversion: {strategy: Webhook, webhook: {conversionReviewVersions: [v1], clientConfig: {url: "http://a"}}}\n',
    ),
    '"http://a"',
  ],
  [
    'a webhook without versions',
    crdWith('a: {type: string}', '  conversion: {strategy: Webhook, webhook: {clientConfig: {url: "https://a"}}}\n'),
    '{clientConfig: {url: "https://a"}}',
  ],
])('points at %s', (_, text, expected) => {
  expect(pointedAt(text)).toBe(expected)
})
