import { describe, expect, test } from '@jest/globals'
import type { ToldChange } from '../../../src/model/change.ts'
import { type Dict, fromPlain } from '../../../src/model/value.ts'
import { exampleText } from '../../../src/report/diff/example.ts'
import { lookAt } from '../../../src/report/diff/look-at.ts'

const dict = (plain: object) => fromPlain(plain) as Dict

describe('an example on one line', () => {
  const noise = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a${i}`, i]))
  test.each<[string, object, string, number, string]>([
    ['as it is', { spec: { a: 1 } }, 'spec.a', 80, '{"spec":{"a":1}}'],
    [
      'long texts are shortened',
      { spec: { a: 'x'.repeat(100) } },
      'spec.a',
      160,
      `{"spec":{"a":"${'x'.repeat(20)}… (100 characters)"}}`,
    ],
    [
      'what leads to the field',
      { kind: 'A', spec: { ...noise, list: [{ x: 1, z: 2 }] } },
      'spec.list[].z',
      80,
      '{"spec":{"list":[{"z":2,…}],…},…}',
    ],
    [
      'a value of a map',
      { spec: { ...noise, map: { k: { z: 2 } } } },
      'spec.map.*.z',
      80,
      '{"spec":{"map":{"k":{"z":2}},…}}',
    ],
    ['a field that is not there', { spec: { ...noise, o: { b: 1 } } }, 'spec.o.c', 80, '{"spec":{"o":{"b":1},…}}'],
  ])('%s', (_, witness, path, widest, expected) => {
    expect(exampleText(dict(witness), path, widest)).toBe(expected)
  })
  test('what is wide all the same is cut', () => {
    expect(exampleText(dict({ spec: noise }), 'spec', 40)).toMatch(/^.{40}…$/)
  })
})

test.each([
  ['CRD2019', 'WRITE', /objects keep the rule/],
  ['CRD2014', 'WRITE', /both patterns/],
  ['CRD2041', 'DEFAULT', /leave spec\.a out/],
  ['CRD2072', 'SERVE', /conversion webhook/],
  ['CRD2060', 'SERVE', /who relies on them/],
  ['CRD2011', 'WRITE', /objects that have spec\.a: diff --against live/],
])('undecided %s %s says what to look at', (code, aspect, expected) => {
  expect(lookAt({ code, path: 'spec.a', effect: { aspect, outcome: 'undecided' } } as unknown as ToldChange)).toMatch(
    expected,
  )
})
