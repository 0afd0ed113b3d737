import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { newestVersion } from '../../src/model/server-version.ts'
import type { Question, Result, RuleAnswer } from '../conformance/cel/evaluator.ts'
import { ourAnswer } from '../conformance/cel/ours.ts'

/** What the API server's own packages said: `npm run differential:cel -- --record test/cel/recorded.json` asks them again. */
const rows = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as (Question & {
  name: string
  answers: RuleAnswer[]
})[]

for (const { name, answers, ...question } of rows) {
  const { rules } = ourAnswer(question, newestVersion.minor)
  for (const [i, { rule }] of question.rules.entries()) {
    test(`${name}: ${rule}`, () => {
      expect(comparable(rules![i]!)).toEqual(comparable(answers[i]!))
    })
  }
}

/** What an error cost is of no consequence, and numbers in names of types are random. */
function comparable({ error, results }: RuleAnswer): unknown {
  const plain = ({ value, error, cost }: Result) => (error === undefined ? { value: value ?? '', cost } : { error })
  return { error: error?.replace(/selfType\d+/g, 'selfType'), results: results?.map(plain) }
}
