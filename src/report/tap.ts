import { visible } from '../model/printable.ts'
import type { Result } from '../model/result.ts'
import type { Fails } from './fails.ts'
import { lineIndex } from './line-index.ts'
import { inOrder } from './place.ts'
import type { Report } from './report.ts'
import { findingLine, subjectOf } from './subject.ts'

/** The Test Anything Protocol, version 14: a point a document. */
export class TapReport implements Report {
  readonly #fails: Fails
  #points = 0

  constructor(fails: Fails) {
    this.#fails = fails
  }

  open(): string {
    return 'TAP version 14\n'
  }

  result(result: Result): string {
    const { document, findings, verdict } = result
    const { line } = lineIndex(document.origin).at(document.range.start)
    const failed = this.#fails(result) || verdict === 'unreadable'
    const name = `${visible(document.origin.name)}:${line} ${subjectOf(result)}`.trim().replace(/[\\#]/g, '\\$&')
    const point = `${failed ? 'not ok' : 'ok'} ${++this.#points} - ${name}${verdict === 'skipped' ? ' # SKIP not judged' : ''}\n`
    if (findings.length === 0) return point
    const lines = inOrder(result).map((finding) => `    - ${JSON.stringify(findingLine(finding, result))}\n`)
    return `${point}  ---\n  verdict: ${verdict}\n  findings:\n${lines.join('')}  ...\n`
  }

  close(): string {
    return `1..${this.#points}\n`
  }
}
