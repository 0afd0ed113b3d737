// npm run upgrades: what diff says of the real upgrades in the corpus, held against the API server's own code: each witness
// is asked about, and of what is called compatible objects are tried. Prints a line for each; fails on a counterexample, on a
// known break that is not reported, and when 5 % of the changes or more are undecided.
import { startOracle } from '../test/conformance/server/oracle.ts'
import { checkUpgrade, emptyTally } from '../test/conformance/soundness/check.ts'
import { realUpgrades } from '../test/conformance/soundness/history.ts'

const oracle = startOracle()
const all = emptyTally()
let breaks = 0
let known = 0
const missed: string[] = []
for (const upgrade of realUpgrades()) {
  const { changes, undecided, witnesses } = all
  const verdict = await checkUpgrade(oracle, upgrade, upgrade.name, all)
  const counts = `${all.changes - changes} changes, ${all.witnesses - witnesses} witnesses, ${all.undecided - undecided} undecided`
  console.log(`${verdict.padEnd(10)} ${upgrade.name}: ${counts}`)
  if (verdict === 'breaking') breaks++
  if (upgrade.isBroken) known++
  if (upgrade.isBroken && verdict !== 'breaking') missed.push(upgrade.name)
}
oracle.close()
for (const line of all.wrong) console.log(`wrong: ${line}`)
const share = ((100 * all.undecided) / all.changes).toFixed(1)
console.log(
  `${all.pairs} upgrades, ${breaks} break; of ${known} known to break ${missed.length} missed: ${missed.join(', ') || 'none'}`,
)
console.log(
  `${all.changes} changes, ${all.undecided} undecided (${share} %), ${all.witnesses} witnesses, ${all.objects} objects, ${all.wrong.length} counterexamples`,
)
process.exitCode = all.wrong.length + missed.length > 0 || all.undecided / all.changes >= 0.05 ? 1 : 0
