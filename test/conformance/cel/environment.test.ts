import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { newestVersion, oldestVersion } from '../../../src/model/server-version.ts'
import { askGo, goProgram, NoGo } from '../go-program.ts'
import { type Case, cases } from './cases.ts'
import { more } from './more.ts'
import { type Outcome, ours } from './outcome.ts'

/**
 * Every expression of the CEL specification's tests, and of cel-go's own, beside the environment that kube-apiserver
 * compiles rules in: the same errors, types, overloads, values and costs.
 */
let program: string | undefined
try {
  program = goProgram(fileURLToPath(new URL('./environment', import.meta.url)))
} catch (error) {
  if (!(error instanceof NoGo) || process.env.CI === 'true') throw error
  console.warn(`skipped: ${error.message}`)
}

type Answer = Outcome & { trouble?: string }

const messages = /\bgoogle\.protobuf\.(?!Timestamp\b|Duration\b)|google\.protobuf\.Duration\{/

/** What we do not answer as the server does, and why that may stand; each must still differ. */
const known = new Map([['x{?.', 'one of two errors in what is no expression, nor a message']])

/** The order of a map's keys, and so the cost of a search in it, is random upstream. */
function isRandom({ expr }: Case): boolean {
  return /\}[^'"]*\.(?:exists|all|exists_one|filter|map|transform\w+)\(|\.optMap\(/.test(expr)
}

const plain = { typeEnv: [], bindings: {}, container: '', disableCheck: false, checkOnly: false, fails: false }
const all: readonly Case[] = [
  ...cases,
  ...more.map((expr) => ({ ...plain, name: expr, expr, value: undefined, ast: undefined, checkedAst: undefined })),
]

for (const minor of [newestVersion.minor, oldestVersion.minor - 1]) {
  const check = program ? test : test.skip
  check(`the environment of 1.${minor}`, () => {
    const questions = all.map(({ expr, typeEnv, bindings }) => ({ minor, expr, typeEnv, bindings }))
    const answers = askGo<Answer>(program!, questions)
    const differing: { expr: string; ours: Outcome; theirs: Answer }[] = []
    let compared = 0
    all.forEach((one, i) => {
      const theirs = answers[i]!
      // Of messages we know nothing, and data always have the variables of their types.
      if (theirs.trouble || theirs.evalError?.startsWith('no such attribute') || messages.test(one.expr)) return
      const mine = ours(one, minor)
      if (!mine) return
      compared++
      if (isRandom(one)) mine.cost = theirs.cost
      if (JSON.stringify(sorted(mine)) !== JSON.stringify(sorted(theirs))) {
        differing.push({ expr: one.expr, ours: mine, theirs })
      }
    })
    const unexplained = differing.filter(({ expr }) => !known.has(expr))
    expect(unexplained).toEqual([])
    expect(differing.length).toBe(known.size)
    expect(compared).toBeGreaterThan(2480)
  })
}

function sorted({ errors, checked, value, evalError, cost }: Outcome) {
  return { errors, checked, value, evalError, cost }
}
