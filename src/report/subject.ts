import type { Finding } from '../model/finding.ts'
import { printableLine, visible } from '../model/printable.ts'
import type { Result } from '../model/result.ts'
import { headline } from './headline.ts'
import { type LineColumn, lineIndex } from './line-index.ts'
import { placeOf } from './place.ts'

/** `CronTab/nightly (stable.example.com/v1)`; empty when nothing is known of it. */
export function subjectOf({ kind, name, apiVersion }: Pick<Result, 'kind' | 'name' | 'apiVersion'>): string {
  return kind === '' ? '' : `${visible(kind)}/${visible(name) || '(no name)'} (${visible(apiVersion)})`
}

/** Where a finding begins and ends, as people count. */
export function linesOf(finding: Finding, { document }: Result): { start: LineColumn; end: LineColumn } {
  const index = lineIndex(document.origin)
  const range = placeOf(finding, document)
  return { start: index.at(range.start), end: index.at(Math.max(range.end, range.start)) }
}

/** The headline and, after a dash, the hint. */
export function sentenceOf(finding: Finding): string {
  const hint = finding.hint === undefined ? '' : ` - ${printableLine(finding.hint)}`
  return headline(finding) + hint
}

/** A finding on one line, as compilers print them: `crd.yaml:3:5: error[CRD0103]: …`. */
export function findingLine(finding: Finding, result: Result): string {
  const { start } = linesOf(finding, result)
  const place = `${visible(result.document.origin.name)}:${start.line}:${start.column}`
  return `${place}: ${finding.severity}[${finding.code}]: ${sentenceOf(finding)}`
}
