// npm run soundness -- --pairs 5000: upgrades made up by mutation. Of every break that diff reports the witness is shown to
// the API server's own code, before and after; of every upgrade that it calls compatible 100 objects are tried.
// Flags: --seed N (1), --pairs N (5000), --max-size N (of a CRD, 60000 characters), --show N (20).
import { parseArgs } from 'node:util'
import { collectMaterial } from '../test/conformance/differential/material.ts'
import { startOracle } from '../test/conformance/server/oracle.ts'
import { checkUpgrades } from '../test/conformance/soundness/check.ts'

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    pairs: { type: 'string', default: '5000' },
    'max-size': { type: 'string', default: '60000' },
    show: { type: 'string', default: '20' },
  },
})
const started = performance.now()
const oracle = startOracle()
const material = collectMaterial(Number(flags['max-size']))
const tally = await checkUpgrades(oracle, Number(flags.seed), Number(flags.pairs), material)
oracle.close()
const { wrong, ...counts } = tally
for (const line of wrong.slice(0, Number(flags.show))) console.log(`${line}\n`)
console.log(JSON.stringify(counts))
console.log(`${wrong.length} counterexamples, ${((performance.now() - started) / 1000).toFixed(0)} s`)
process.exitCode = wrong.length > 0 ? 1 : 0
