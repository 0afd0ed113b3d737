import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import {
  isDNS1035Label,
  isDNS1123Label,
  isDNS1123Subdomain,
  isLabelValue,
  isPathSegmentName,
  isPathSegmentPrefix,
  isQualifiedName,
  maskTrailingDash,
  toLower,
} from '../../src/model/names.ts'

/** What apimachinery v0.36.3 said about each text, rule by rule. */
const recorded = JSON.parse(readFileSync(new URL('names.json', import.meta.url), 'utf8')) as [string, string[][]][]
const rules = [
  isDNS1123Label,
  isDNS1123Subdomain,
  isDNS1035Label,
  isQualifiedName,
  isLabelValue,
  isPathSegmentName,
  isPathSegmentPrefix,
  (name: string) => isDNS1123Subdomain(maskTrailingDash(name)),
]

test.each(recorded)('%j', (name, answers) => {
  expect(rules.map((rule) => rule(name))).toEqual(answers)
})

test('lower case is Go’s', () => {
  expect(['ABC', 'İ', 'K'].map(toLower)).toEqual(['abc', 'i', 'k'])
})
