import { describe, expect, test } from '@jest/globals'
import { newestVersion } from '../../src/model/server-version.ts'
import { collectMaterial } from './differential/material.ts'
import { type Report, run } from './differential/run.ts'
import { NoGo } from './go-program.ts'
import { type Oracle, startOracle } from './server/oracle.ts'

/**
 * Mutants of CRDs and resources, judged by the API server's own code and by ours. `npm run differential` does the same
 * at any size, and reduces what differs.
 */
let oracle: Oracle | undefined
try {
  oracle = startOracle()
} catch (error) {
  if (!(error instanceof NoGo) || process.env.CI === 'true') throw error
  console.warn(`skipped: ${error.message}`)
}

const describeWithGo = oracle ? describe : describe.skip

describeWithGo('5,000 mutants', () => {
  let report: Report

  test('are judged', async () => {
    const plan = {
      seed: 20260101,
      material: collectMaterial(40_000),
      what: [],
      only: [],
      rules: true,
      serverVersion: newestVersion,
    }
    try {
      report = await run(oracle!, plan, 5000)
    } finally {
      oracle!.close()
    }
    expect(report.unasked).toEqual([])
    expect(report.cases).toBeGreaterThanOrEqual(5000)
    // Neither nearly all right nor nearly all wrong.
    expect(report.accepted).toBeGreaterThan(report.cases / 5)
    expect(report.accepted).toBeLessThan((report.cases * 4) / 5)
  }, 120_000)

  test('with at least 20 kinds of mutation', () => {
    expect(report.kinds.size).toBeGreaterThan(40)
  })

  test('with the same verdict, all of them', () => {
    expect(unknown(report, 'verdict')).toEqual([])
  })

  test('with the same causes, 99.5 % of them', () => {
    const { same, all } = report.tallies.causes
    expect(same / all >= 0.995 ? [] : unknown(report, 'server only')).toEqual([])
  })

  test('with the same stored object, all of them', () => {
    expect(unknown(report, 'stored')).toEqual([])
  })
})

// A newer server that behaves like an older one has the texts of the newer one, so they are not compared; and its library
// for schemas, so bounds that are no integers count for integers, which a true older server lets pass. As 1.33 it compiles rules with what came in 1.33: no older version
// remains for it to be compatible with.
describeWithGo.each(['1.34', '1.35'])('1,500 mutants on a server that behaves like %s', (version) => {
  test('have the same verdict and the same stored object', async () => {
    const older = startOracle({ emulate: version })
    const plan = {
      seed: 20260102,
      material: collectMaterial(40_000),
      what: [],
      only: [],
      rules: true,
      serverVersion: { minor: Number(version.split('.')[1]) },
    }
    try {
      const report = await run(older, plan, 1500)
      report.differences = report.differences.filter(
        ({ lines }) => !/must be of type (?:integer|number) [(w]/.test(lines.join()),
      )
      expect(unknown(report, 'verdict')).toEqual([])
      expect(unknown(report, 'stored')).toEqual([])
      expect(report.tallies.verdict.all).toBeGreaterThan(1400)
    } finally {
      older.close()
    }
  }, 120_000)
})

/** A few of the differences that nobody knows of, of this sort. */
function unknown({ differences }: Report, sort: string): string[] {
  return differences
    .filter(({ known, lines }) => known === undefined && lines.some((line) => line.startsWith(sort)))
    .slice(0, 5)
    .map(({ kind, lines }) => [kind, ...lines].join('\n'))
}
