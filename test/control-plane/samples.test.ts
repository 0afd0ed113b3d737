import { expect, test } from '@jest/globals'
import { corpusFolder } from '../conformance/corpus.ts'
import { corpusDefinitions, otherDefinitions } from '../conformance/samples/definitions.ts'
import { disagreements, failures, figuresOf } from '../conformance/samples/figures.ts'
import { madeUpDefinitions } from '../conformance/samples/made-up.ts'
import { describeWithOwnControlPlane } from './describe.ts'
import { judgeSamples } from './judge-samples.ts'

const testWithCorpus = corpusFolder() === undefined ? test.skip : test

await describeWithOwnControlPlane('samples', {}, (server) => {
  test('of CRDs with every feature are created', async () => {
    const judged = await judgeSamples(server(), otherDefinitions())
    expect(judged.length).toBeGreaterThan(10)
    expect(disagreements(judged)).toEqual([])
    expect(failures(judged)).toEqual([])
  }, 60_000)

  test('of made-up CRDs are created, or said not to be', async () => {
    // All have one name, so each takes a round of its own.
    const judged = await judgeSamples(server(), madeUpDefinitions(1000, 5))
    expect(disagreements(judged)).toEqual([])
  }, 60_000)

  testWithCorpus(
    'of the corpus are created',
    async () => {
      const judged = await judgeSamples(server(), corpusDefinitions())
      expect(disagreements(judged)).toEqual([])
      const [minimal, usual, full] = figuresOf(judged)
      expect(minimal!.all).toBeGreaterThan(300)
      expect(minimal!.percent >= 99 ? [] : failures(judged)).toEqual([])
      expect(usual!.percent >= 99 ? [] : failures(judged)).toEqual([])
      expect(full!.percent >= 97 ? [] : failures(judged)).toEqual([])
    },
    300_000,
  )
})
