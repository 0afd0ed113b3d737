import { expect, test } from '@jest/globals'
import { adviseCRD } from '../../../src/lint/advice/advise.ts'
import { storedCRD } from '../../../src/lint/server/stored.ts'
import { validateCRDCreate, validateCRDUpdate } from '../../../src/lint/server/validate.ts'
import { usualAdvice } from '../../../src/model/advice-choice.ts'
import { crdMutations, mutateCRD } from '../../conformance/mutate/crd.ts'
import { pick, seeded } from '../../conformance/mutate/random.ts'
import { read } from './read.ts'
import { smallCRDs } from './small-crds.ts'

const options = { serverVersion: { minor: 36 }, choice: { ...usualAdvice, level: 'all' as const } }

test('every kind of mutation is judged, stored and advised without a crash', () => {
  const random = seeded(1)
  for (const kind of Object.keys(crdMutations)) {
    for (let i = 0; i < 20; i++) {
      const base = pick(random, smallCRDs)
      const { crd } = mutateCRD(random, base, [kind])
      const document = read(JSON.stringify(crd))
      const found = validateCRDCreate(document, options)
      validateCRDUpdate(document, read(JSON.stringify(base)), options)
      adviseCRD(document, options)
      const decodes = !found.some(({ reason }) => reason === 'BadRequest' || reason === 'UnknownField')
      expect(storedCRD(document) !== undefined).toBe(decodes)
    }
  }
})

test('a seed gives the same mutants again, and leaves the original alone', () => {
  const before = structuredClone(smallCRDs[0]!)
  const run = () => Array.from({ length: 20 }, (_, i) => mutateCRD(seeded(i), smallCRDs[0]!))
  expect(run()).toEqual(run())
  expect(smallCRDs[0]).toEqual(before)
})
