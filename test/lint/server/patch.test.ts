import { expect, test } from '@jest/globals'
import { applyPatch, diff } from './patch.ts'
import { smallCRDs } from './small-crds.ts'

test('a patch leads from one CRD to the other', () => {
  const [one, two] = [smallCRDs[0]!, smallCRDs[1]!]
  expect(applyPatch(one, diff(one, two))).toEqual(two)
  expect(diff(one, one)).toEqual([])
})
