import type { DiffReport, ToldChange, ToldPair } from '../../model/change.ts'
import { printableLine } from '../../model/printable.ts'
import { attribute, text } from '../junit.ts'
import { placesText, sentenceOf, subjectOf } from './places.ts'

/** JUnit's XML: a case for each CRD, which fails when something breaks; what is undecided is printed. */
export function diffJunit({ removed, pairs }: DiffReport): string {
  const gone = removed.map((name) => testcase(name, '', `<failure type="CRD2075" message="removed"/>`))
  const cases = pairs.map((pair) => testcase(`${pair.kind} (${pair.group})`, pair.new.origin.name, inside(pair)))
  const failures = gone.length + pairs.filter(({ verdict }) => verdict === 'breaking').length
  const suite = `<testsuite name="diff" tests="${gone.length + cases.length}" failures="${failures}" errors="0" skipped="0">`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="kubectl-crd">
  ${suite}
${[...gone, ...cases].join('')}  </testsuite>
</testsuites>
`
}

function testcase(name: string, file: string, body: string): string {
  const names = `${attribute('name', name)} ${attribute('classname', file || 'diff')}`
  return body === '' ? `    <testcase ${names}/>\n` : `    <testcase ${names}>\n      ${body}\n    </testcase>\n`
}

function inside(pair: ToldPair): string {
  const loud = pair.changes.filter(({ effect }) => effect.outcome === 'breaking' || effect.outcome === 'undecided')
  const [first] = loud
  if (!first) return ''
  const lines = text(loud.map((change) => lineOf(change, pair)).join('\n'))
  if (pair.verdict !== 'breaking') return `<system-out>${lines}</system-out>`
  return `<failure ${attribute('type', first.code)} ${attribute('message', printableLine(sentenceOf(first)))}>${lines}</failure>`
}

function lineOf(change: ToldChange, pair: ToldPair): string {
  const { effect, code, waived } = change
  const word = waived === undefined ? effect.outcome : `waived ${effect.outcome}`
  const what = `${word}[${code}] ${effect.aspect} ${subjectOf(change)}: ${printableLine(sentenceOf(change))}`
  return `${what} (${placesText(change, pair)})`
}
