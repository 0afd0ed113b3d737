// Mutants of CRDs and of resources, judged by the API server's own code and by ours: `npm run differential -- --cases 100000`.
// Flags: --seed N (1), --only KIND[,KIND] (mutations of resources), --what create,update,status,definition, --show N
// (differing cases to reduce and print, 10), --no-rules (made-up schemas without CEL), --max-size N (of a CRD, 60000
// characters), --kube-version 1.N (33 or later; texts are those of the newest all the same), --min-verdicts, --min-causes, --min-stored PERCENT (exit 1 below it).
import { parseArgs } from 'node:util'
import { formatVersion, newestVersion } from '../src/model/server-version.ts'
import type { What } from '../test/conformance/differential/batch.ts'
import { figures } from '../test/conformance/differential/compare.ts'
import { fixture } from '../test/conformance/differential/fixture.ts'
import { collectMaterial } from '../test/conformance/differential/material.ts'
import { reduce } from '../test/conformance/differential/reduce.ts'
import { type Difference, type Report, run } from '../test/conformance/differential/run.ts'
import { startOracle } from '../test/conformance/server/oracle.ts'

const { values: flags } = parseArgs({
  allowNegative: true,
  options: {
    cases: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    what: { type: 'string', default: '' },
    show: { type: 'string', default: '10' },
    rules: { type: 'boolean', default: true },
    'kube-version': { type: 'string', default: formatVersion(newestVersion) },
    'max-size': { type: 'string', default: '60000' },
    'min-verdicts': { type: 'string', default: '0' },
    'min-causes': { type: 'string', default: '0' },
    'min-stored': { type: 'string', default: '0' },
  },
})
const words = (text: string) => text.split(',').filter(Boolean)

const started = performance.now()
const material = collectMaterial(Number(flags['max-size']))
const resources = material.reduce((sum, { resources }) => sum + resources.length, 0)
console.log(`${material.length} CRDs, ${resources} resources, seed ${flags.seed}`)
const serverVersion = { minor: Number(flags['kube-version'].split('.')[1]) }
const isNewest = serverVersion.minor === newestVersion.minor
const oracle = startOracle(isNewest ? {} : { emulate: flags['kube-version'] })
const plan = {
  seed: Number(flags.seed),
  material,
  what: words(flags.what) as What[],
  only: words(flags.only),
  rules: flags.rules,
  serverVersion,
}
const report = await run(oracle, plan, Number(flags.cases))
const took = (performance.now() - started) / 1000

for (const difference of oneOfEach(report.differences.filter(({ known }) => known === undefined))) {
  console.log(`\n${difference.kind}`)
  const reduced = await reduce(oracle, difference, serverVersion)
  console.log(reduced ? fixture(reduced) : difference.lines.map((line) => `  ${line}`).join('\n'))
}
oracle.close()
print(report)

/** The first of each sort of difference, the most frequent sorts first. */
function oneOfEach(differences: readonly Difference[]): Difference[] {
  const sorts = new Map<string, Difference[]>()
  for (const difference of differences) {
    const key = difference.lines[0]!.replace(/^([^:]*:) \S* \|/, '$1 |')
      .replace(/"(?:[^"\\]|\\.)*"|\S+ in body|\d+/g, '_')
      .slice(0, 90)
    sorts.set(key, [...(sorts.get(key) ?? []), difference])
  }
  const ordered = [...sorts.values()].sort((a, b) => b.length - a.length)
  // The smallest is quickest to reduce.
  const size = (d: Difference) => d.definition.length + (d.write?.body.length ?? 0)
  return ordered.slice(0, Number(flags.show)).map((list) => {
    const smallest = list.reduce((a, b) => (size(b) < size(a) ? b : a))
    return { ...smallest, kind: `${list.length} × ${smallest.kind}` }
  })
}

function print({ cases, accepted, tallies, kinds, differences, unasked, panics }: Report): void {
  console.log(`\n${'kind'.padEnd(30)} cases  differing`)
  for (const [kind, at] of [...kinds].sort((a, b) => b[1].differing - a[1].differing || b[1].cases - a[1].cases)) {
    if (at.differing > 0 || !/[A-Z]/.test(kind))
      console.log(`${kind.padEnd(30)} ${String(at.cases).padStart(5)} ${String(at.differing).padStart(10)}`)
  }
  const known = differences.filter((d) => d.known !== undefined).length
  console.log(
    `\n${cases} cases in ${took.toFixed(1)} s, ${accepted} accepted by the server; ${differences.length} differ (${known} known), ${unasked.length} could not be asked, ${panics} made the server panic`,
  )
  for (const text of unasked.slice(0, 3)) console.log(`  ${text.slice(0, 300)}`)
  let low = false
  for (const figure of figures) {
    const { same, all } = tallies[figure]
    const percent = all === 0 ? 100 : (100 * same) / all
    const least = figure === 'warnings' ? 0 : Number(flags[`min-${figure === 'verdict' ? 'verdicts' : figure}`])
    low ||= percent < least
    console.log(
      `${figure.padEnd(9)} ${`${same}/${all}`.padEnd(16)} ${percent.toFixed(3)} %${percent < least ? `  below ${least}` : ''}`,
    )
  }
  if (low) process.exitCode = 1
}
