import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { marshal } from '../../../src/model/go/json.ts'
import type { Dict } from '../../../src/model/value.ts'
import { decodeMetadata, decodeStoredMetadata } from '../../../src/validation/metadata/decode.ts'
import { rawJson } from '../raw-json.ts'

/** What GetObjectMetaWithOptions of apiextensions-apiserver v0.36.3 made of each text: metadata and unknown fields, or an error. */
const recorded = JSON.parse(readFileSync(new URL('decoded.json', import.meta.url), 'utf8')) as {
  text: string
  metadata?: unknown
  unknown?: string[] | null
  error?: string
  stored?: unknown
}[]

const plain = (metadata: Dict | undefined) => (metadata === undefined ? undefined : JSON.parse(marshal(metadata)))

test.each(recorded)('$text', ({ text, metadata, unknown, error, stored }) => {
  const decoded = decodeMetadata(rawJson(text))
  if (error !== undefined) {
    expect(decoded).toMatchObject({ error })
    expect(plain(decodeStoredMetadata(rawJson(text)))).toEqual(stored)
  } else {
    if ('error' in decoded) throw new Error(decoded.error)
    expect(plain(decoded.metadata)).toEqual(metadata)
    expect(decoded.unknown.map(({ field }) => `metadata.${field}`)).toEqual(unknown ?? [])
  }
})

describe('the culprit is named', () => {
  test.each([
    ['{"labels":{"a":1}}', ['labels', 'a']],
    ['{"ownerReferences":[{},{"name":[]}]}', ['ownerReferences', 1, 'name']],
    ['{"labels":{"a":1},"creationTimestamp":"x"}', ['creationTimestamp']],
    ['5', []],
  ])('%s', (text, path) => {
    expect(decodeMetadata(rawJson(text))).toMatchObject({ path })
  })
})

test('unknown fields are counted to 100', () => {
  const text = `{${Array.from({ length: 150 }, (_, i) => `"x${i}":1`).join()}}`
  expect(decodeMetadata(rawJson(text))).toHaveProperty('unknown.length', 100)
})
