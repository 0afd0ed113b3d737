// npm run bench:cel: the rules of the corpus, each over a value of its resources, run by ours and by cel-go with cost
// counting, as the API server runs them. Time of one evaluation, compiled before; medians of rounds. Needs Go and the
// corpus. Flags: --milliseconds N (a rule and side, 10), --slowest N (rules to print, 5), --at-least N (exit 1 when the
// median rule is not so many times as fast).
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { subjectsOf } from '../bench/cel/rules.ts'
import { askEvaluator, evaluator } from '../test/conformance/cel/evaluator.ts'
import { collectMaterial } from '../test/conformance/differential/material.ts'

const { values: flags } = parseArgs({
  options: {
    milliseconds: { type: 'string', default: '10' },
    slowest: { type: 'string', default: '5' },
    'at-least': { type: 'string', default: '0' },
  },
})
const during = Number(flags.milliseconds) * 1e6
const subjects = subjectsOf(collectMaterial(Number.POSITIVE_INFINITY), during)
const answers = askEvaluator(
  evaluator(),
  subjects.map(({ question }) => question),
)

interface Row {
  rule: string
  theirs: number
  ours: number
}
const rows: Row[] = []
subjects.forEach(({ question, ours }, i) => {
  const said = answers[i]!.rules ?? []
  for (const [j, { rule }] of question.rules.entries()) {
    const theirs = said[j]?.results?.[0]?.took
    const run = ours[j]
    if (theirs !== undefined && run) rows.push({ rule, theirs, ours: measure(run) })
  }
})

/** Nanoseconds a run: the median of nine rounds, after a tenth of the time to get warm. */
function measure(run: () => void): number {
  const start = performance.now()
  let count = 0
  while ((performance.now() - start) * 1e6 < during / 10) {
    run()
    count++
  }
  const rounds = Array.from({ length: 9 }, () => {
    const begin = performance.now()
    for (let i = 0; i < count; i++) run()
    return ((performance.now() - begin) * 1e6) / count
  })
  return median(rounds)
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}

const sum = (read: (row: Row) => number) => rows.reduce((total, row) => total + read(row), 0)
const ratio = ({ theirs, ours }: Row) => theirs / ours
const faster = median(rows.map(ratio))
const show = (ns: number) => `${(ns / 1000).toFixed(2)} µs`.padStart(12)
console.log(`${rows.length} rules, ${cpus()[0]?.model}, Node ${process.version}`)
console.log(`${'an evaluation'.padEnd(16)}${'cel-go'.padStart(12)}${'ours'.padStart(12)}  times as fast`)
const line = (name: string, theirs: number, ours: number, times: number) =>
  console.log(`${name.padEnd(16)}${show(theirs)}${show(ours)}${times.toFixed(2).padStart(10)}`)
line('median', median(rows.map((row) => row.theirs)), median(rows.map((row) => row.ours)), faster)
line(
  'mean',
  sum((r) => r.theirs) / rows.length,
  sum((r) => r.ours) / rows.length,
  sum((r) => r.theirs) / sum((r) => r.ours),
)
console.log(
  `${rows.filter((row) => ratio(row) >= 2).length} rules are at least 2 times as fast; the slowest to cel-go:`,
)
for (const row of [...rows].sort((a, b) => ratio(a) - ratio(b)).slice(0, Number(flags.slowest))) {
  line('', row.theirs, row.ours, ratio(row))
  console.log(`  ${row.rule.replace(/\s+/g, ' ').slice(0, 110)}`)
}
if (faster < Number(flags['at-least'])) process.exitCode = 1
