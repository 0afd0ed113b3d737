import { expect, test } from '@jest/globals'
import { collectMaterial } from '../conformance/differential/material.ts'
import { checkUpgrade, checkUpgrades, emptyTally } from '../conformance/soundness/check.ts'
import { realUpgrades } from '../conformance/soundness/history.ts'
import { describeWithOwnControlPlane } from './describe.ts'
import { liveOracle } from './live-oracle.ts'

const flags = ['--disable-admission-plugins=NamespaceLifecycle']

await describeWithOwnControlPlane('what diff says of upgrades', { flags }, (server) => {
  test('is what a real server does', async () => {
    const oracle = liveOracle(server())
    const seed = Number(process.env.KUBECTL_CRD_SEED ?? 11)
    const tally = await checkUpgrades(
      oracle,
      seed,
      Number(process.env.KUBECTL_CRD_PAIRS ?? 40),
      collectMaterial(20_000),
    )
    const isSample = process.env.KUBECTL_CRD_PAIRS === undefined
    const real = emptyTally()
    for (const [i, upgrade] of realUpgrades().entries())
      if (!isSample || i % 14 === 0) await checkUpgrade(oracle, upgrade, upgrade.name, real)
    oracle.close()
    expect([...tally.wrong, ...real.wrong]).toEqual([])
    expect(tally.witnesses).toBeGreaterThan(10)
  }, 1_800_000)
})
