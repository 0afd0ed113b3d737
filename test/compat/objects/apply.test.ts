import { describe, expect, test } from '@jest/globals'
import { applyPatch, lastAppliedOf, mergePatch } from '../../../src/compat/objects/apply.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { type Dict, fromPlain } from '../../../src/model/value.ts'

const dict = (plain: object) => fromPlain(plain) as Dict

describe('applying', () => {
  test.each<[string, { last?: object; wanted: object; live: object; merged: object }]>([
    ['says', { wanted: { a: 1 }, live: { a: 2, b: 3 }, merged: { a: 1, b: 3 } }],
    [
      'removes what it said',
      { last: { a: 1, b: { c: 1 } }, wanted: { b: {} }, live: { a: 1, b: { c: 1, d: 1 } }, merged: { b: { d: 1 } } },
    ],
    ['leaves what others say', { last: { a: 1 }, wanted: { a: 1 }, live: { a: 1, b: 1 }, merged: { a: 1, b: 1 } }],
    ['replaces lists', { last: { a: [1] }, wanted: { a: [2, 3] }, live: { a: [1] }, merged: { a: [2, 3] } }],
    ['a null of the file says nothing', { wanted: { a: null }, live: { a: 1 }, merged: { a: 1 } }],
    ['an object for a text', { wanted: { a: { b: 1 } }, live: { a: 'x' }, merged: { a: { b: 1 } } }],
  ])('%s', (_, { last, wanted, live, merged }) => {
    expect(mergePatch(dict(live), applyPatch(last && dict(last), dict(wanted)))).toEqual(dict(merged))
  })
})

test.each([
  ['{"spec":{"a":1}}', { spec: { a: 1 } }],
  ['{', undefined],
  ['[]', undefined],
])('the annotation %s', (text, expected) => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': text }
  const found = lastAppliedOf(dict({ metadata: { annotations } }))
  expect(found && JSON.parse(marshal(found))).toEqual(expected)
})
test('without the annotation nothing is known', () => expect(lastAppliedOf(dict({}))).toBeUndefined())
