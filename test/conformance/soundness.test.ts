import { afterAll, describe, expect, test } from '@jest/globals'
import { collectMaterial } from './differential/material.ts'
import { NoGo } from './go-program.ts'
import { type Oracle, startOracle } from './server/oracle.ts'
import { checkUpgrade, checkUpgrades, emptyTally } from './soundness/check.ts'
import { realUpgrades } from './soundness/history.ts'

/**
 * What `diff` says of upgrades, held against the API server's own code. `npm run soundness` does the same at any size.
 */
let oracle: Oracle | undefined
try {
  oracle = startOracle()
} catch (error) {
  if (!(error instanceof NoGo) || process.env.CI === 'true') throw error
  console.warn(`skipped: ${error.message}`)
}
const describeWithGo = oracle ? describe : describe.skip
const upgrades = realUpgrades()

describeWithGo('upgrades', () => {
  test('made up by mutation: every witness is one, and what is called compatible is', async () => {
    const tally = await checkUpgrades(oracle!, 20260301, 250, collectMaterial(40_000))
    expect(tally.wrong).toEqual([])
    expect(tally.witnesses).toBeGreaterThan(80)
    expect(tally.proven).toBeGreaterThan(80)
    expect(tally.unasked).toBeLessThan(3)
  }, 180_000)
  ;(upgrades.length > 0 ? test : test.skip)(
    'that happened: the same, and nothing known to break is missed',
    async () => {
      const tally = emptyTally()
      const missed: string[] = []
      for (const upgrade of upgrades) {
        const verdict = await checkUpgrade(oracle!, upgrade, upgrade.name, tally)
        if (upgrade.isBroken && verdict !== 'breaking') missed.push(upgrade.name)
      }
      expect(tally.wrong).toEqual([])
      expect(missed).toEqual([])
      expect(tally.undecided / tally.changes).toBeLessThan(0.05)
      expect(tally.witnesses).toBeGreaterThan(200)
    },
    180_000,
  )
  afterAll(() => {
    oracle!.close()
  })
})
