import { expect, test } from '@jest/globals'
import { newestVersion } from '../../src/model/server-version.ts'
import { collectMaterial } from '../conformance/differential/material.ts'
import { run } from '../conformance/differential/run.ts'
import { describeWithOwnControlPlane } from './describe.ts'
import { liveOracle } from './live-oracle.ts'

/** Namespaces need not be there, as for the program that judges mutants by the thousand. */
const flags = ['--disable-admission-plugins=NamespaceLifecycle']

await describeWithOwnControlPlane('mutants on a real server', { flags }, (server) => {
  test('have the verdicts, causes and stored objects that ours says', async () => {
    const oracle = liveOracle(server())
    const plan = {
      seed: Number(process.env.KUBECTL_CRD_SEED ?? 7),
      material: collectMaterial(20_000),
      what: [],
      only: [],
      rules: true,
      serverVersion: newestVersion,
    }
    const report = await run(oracle, plan, Number(process.env.KUBECTL_CRD_CASES ?? 600))
    oracle.close()
    // A definition that no server would hold cannot be updated.
    expect(report.unasked.length).toBeLessThan(report.cases / 100)
    expect(
      report.differences.filter(({ known }) => known === undefined).map(({ kind, lines }) => [kind, ...lines]),
    ).toEqual([])
    for (const what of ['create', 'update', 'status', 'definition'])
      expect(report.kinds.get(what)?.cases).toBeGreaterThan(0)
    expect(report.accepted).toBeGreaterThan(report.cases / 5)
  }, 300_000)
})
