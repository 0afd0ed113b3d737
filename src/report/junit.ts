import type { Finding } from '../model/finding.ts'
import type { Result } from '../model/result.ts'
import type { Fails } from './fails.ts'
import { lineIndex } from './line-index.ts'
import { inOrder } from './place.ts'
import type { Report } from './report.ts'
import { findingLine, sentenceOf, subjectOf } from './subject.ts'

/** JUnit's XML: a suite a file, a case a document. */
export class JUnitReport implements Report {
  readonly #fails: Fails
  /** Of the file whose documents are still coming. */
  #results: Result[] = []

  constructor(fails: Fails) {
    this.#fails = fails
  }

  open(): string {
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="kubectl-crd">\n'
  }

  result(result: Result): string {
    const same = this.#results[0]?.document.origin.name === result.document.origin.name
    const done = same ? '' : this.#suite()
    this.#results.push(result)
    return done
  }

  close(): string {
    return `${this.#suite()}</testsuites>\n`
  }

  #suite(): string {
    const results = this.#results
    this.#results = []
    if (results.length === 0) return ''
    const count = (tag: string) => results.filter((result) => this.#tag(result) === tag).length
    const name = attribute('name', results[0]!.document.origin.name)
    const counts = `tests="${results.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
    return `  <testsuite ${name} ${counts}>\n${results.map((result) => this.#case(result)).join('')}  </testsuite>\n`
  }

  #tag(result: Result): 'error' | 'failure' | 'skipped' | undefined {
    if (result.verdict === 'unreadable') return 'error'
    if (this.#fails(result)) return 'failure'
    return result.verdict === 'skipped' ? 'skipped' : undefined
  }

  #case(result: Result): string {
    const { document } = result
    const { line } = lineIndex(document.origin).at(document.range.start)
    const names = `${attribute('name', `${subjectOf(result) || result.verdict}, line ${line}`)} ${attribute('classname', document.origin.name)} ${attribute('file', document.origin.name)} line="${line}"`
    const tag = this.#tag(result)
    const lines = inOrder(result)
      .map((finding) => findingLine(finding, result))
      .join('\n')
    if (tag === undefined && lines === '') return `    <testcase ${names}/>\n`
    const inside =
      tag === undefined
        ? `<system-out>${text(lines)}</system-out>`
        : tag === 'skipped'
          ? '<skipped message="built into Kubernetes, or ignored"/>'
          : `<${tag} ${attribute('type', worst(result).code)} ${attribute('message', sentenceOf(worst(result)))}>${text(lines)}</${tag}>`
    return `    <testcase ${names}>\n      ${inside}\n    </testcase>\n`
  }
}

function worst(result: Result): Finding {
  const findings = inOrder(result)
  return findings.find(({ severity }) => severity === 'error') ?? findings[0]!
}

/** ` name="value"` without the space, on one line. */
export function attribute(name: string, value: string): string {
  return `${name}="${text(value).replaceAll('"', '&quot;').replace(/\s/g, ' ')}"`
}

/** Text of XML, without what XML 1.0 cannot hold. */
export function text(value: string): string {
  return value
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
