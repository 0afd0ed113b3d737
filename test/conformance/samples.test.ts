import { afterAll, describe, expect, test } from '@jest/globals'
import { corpusFolder } from './corpus.ts'
import { NoGo } from './go-program.ts'
import { askAbout } from './samples/ask.ts'
import { corpusDefinitions, otherDefinitions } from './samples/definitions.ts'
import { disagreements, failures, figuresOf } from './samples/figures.ts'
import { madeUpDefinitions } from './samples/made-up.ts'
import { type Oracle, startOracle } from './server/oracle.ts'

/** Samples judged by the API server's own code; `npm run sample:corpus` prints the figures. */
let oracle: Oracle | undefined
try {
  oracle = startOracle()
} catch (error) {
  if (!(error instanceof NoGo) || process.env.CI === 'true') throw error
  console.warn(`skipped: ${error.message}`)
}

const describeWithGo = oracle ? describe : describe.skip
const testWithCorpus = corpusFolder() === undefined ? test.skip : test

describeWithGo('samples', () => {
  afterAll(() => oracle?.close())

  testWithCorpus(
    'of the corpus are accepted',
    async () => {
      const judged = await askAbout(oracle!, corpusDefinitions())
      expect(disagreements(judged)).toEqual([])
      const [minimal, usual, full] = figuresOf(judged)
      expect(minimal!.all).toBeGreaterThan(300)
      expect(minimal!.percent >= 99 ? [] : failures(judged)).toEqual([])
      expect(usual!.percent >= 99 ? [] : failures(judged)).toEqual([])
      expect(full!.percent >= 97 ? [] : failures(judged)).toEqual([])
    },
    120_000,
  )

  test('of CRDs with every feature are accepted', async () => {
    const judged = await askAbout(oracle!, otherDefinitions())
    expect(judged.length).toBeGreaterThan(10)
    expect(disagreements(judged)).toEqual([])
    expect(failures(judged)).toEqual([])
  }, 60_000)

  // Many of these CRDs accept nothing at all.
  test('of made-up CRDs are accepted, or said not to be', async () => {
    const judged = await askAbout(oracle!, madeUpDefinitions(1, 300))
    expect(disagreements(judged)).toEqual([])
    for (const { percent } of figuresOf(judged)) expect(percent).toBeGreaterThan(75)
  }, 60_000)
})
