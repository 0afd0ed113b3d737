import { describe, expect, test } from '@jest/globals'
import { NoGo } from '../go-program.ts'
import { evaluator } from './evaluator.ts'
import { compareRandomRules } from './random-rules.ts'

/** Random rules over random values, judged by the API server's own code and by ours: `npm run differential:cel` at any size. */
let program: string | undefined
try {
  program = evaluator()
} catch (error) {
  if (!(error instanceof NoGo) || process.env.CI === 'true') throw error
  console.warn(`skipped: ${error.message}`)
}

const describeWithGo = program ? describe : describe.skip

describeWithGo('3,000 random rules', () => {
  test('compile or not, come to the same, with the same texts and costs', () => {
    const { compiled, evaluations, failing, differences } = compareRandomRules(program!, 20260101, 3000)
    expect(differences).toEqual([])
    expect(compiled).toBeGreaterThan(2000)
    expect(failing).toBeGreaterThan(evaluations / 5)
    expect(failing).toBeLessThan((evaluations * 3) / 5)
  }, 300_000)
})
