// Random CEL rules over random values, compiled and run by the API server's own code and by ours:
// `npm run differential:cel -- --cases 20000`. Flags: --seed N (1), --show N (differing cases to print, 20), --record FILE
// (instead: ask the server's code the questions in the file again, and write its answers there).
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { askEvaluator, evaluator, type Question } from '../test/conformance/cel/evaluator.ts'
import { compareRandomRules } from '../test/conformance/cel/random-rules.ts'

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
    record: { type: 'string' },
  },
})
if (flags.record !== undefined) record(flags.record)
else compare()

function compare(): void {
  const { cases, compiled, evaluations, failing, differences } = compareRandomRules(
    evaluator(),
    Number(flags.seed),
    Number(flags.cases),
  )
  const sorts = new Map<string, typeof differences>()
  for (const difference of differences) sorts.set(difference.sort, [...(sorts.get(difference.sort) ?? []), difference])
  for (const [, list] of [...sorts].sort((a, b) => b[1].length - a[1].length).slice(0, Number(flags.show))) {
    const least = list.reduce((a, b) => (b.rule.length < a.rule.length ? b : a))
    console.log(
      `${list.length} × ${least.rule}\n  server ${least.theirs}\n  ours   ${least.ours}${least.value === undefined ? '' : `\n  value  ${least.value}`}`,
    )
  }
  console.log(
    `${cases} rules, ${compiled} compile; ${evaluations} evaluations, ${failing} are errors; ${differences.length} differ, of ${sorts.size} sorts`,
  )
}

function record(file: string): void {
  const rows = JSON.parse(readFileSync(file, 'utf8')) as (Question & { name: string })[]
  const answers = askEvaluator(evaluator(), rows)
  const recorded = rows.map((row, i) => ({ ...row, answers: answers[i]!.rules ?? answers[i] }))
  writeFileSync(file, `${JSON.stringify(recorded, undefined, 1)}\n`)
}
