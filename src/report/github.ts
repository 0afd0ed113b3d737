import type { Finding } from '../model/finding.ts'
import { visible } from '../model/printable.ts'
import type { Result } from '../model/result.ts'
import { inOrder } from './place.ts'
import type { Report } from './report.ts'
import { linesOf, sentenceOf, subjectOf } from './subject.ts'

/**
 * Workflow commands of GitHub Actions, which shows findings beside the lines they are about.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export class GithubReport implements Report {
  open(): string {
    return ''
  }

  result(result: Result): string {
    return inOrder(result)
      .map((finding) => `${command(finding, result)}\n`)
      .join('')
  }

  close(): string {
    return ''
  }
}

function command(finding: Finding, result: Result): string {
  const { start, end } = linesOf(finding, result)
  const properties = {
    file: visible(result.document.origin.name),
    line: start.line,
    endLine: end.line,
    // Columns are taken for findings on one line only.
    ...(start.line === end.line && { col: start.column, endColumn: end.column }),
    title: `${finding.code} ${subjectOf(result)}`.trim(),
  }
  const shown = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${finding.severity} ${shown.join(',')}::${escapeData(sentenceOf(finding))}`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
