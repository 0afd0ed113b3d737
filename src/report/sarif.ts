import type { CodeDoc } from '../model/codes/code.ts'
import type { Finding } from '../model/finding.ts'
import { printableJSON } from '../model/printable.ts'
import type { Result } from '../model/result.ts'
import { lineIndex } from './line-index.ts'
import { inOrder, rulePlaceOf } from './place.ts'
import type { Report } from './report.ts'
import { linesOf, sentenceOf, subjectOf } from './subject.ts'

export interface SarifOptions {
  /** Of this program. */
  version: string
  docOf(code: string): CodeDoc | undefined
}

/** SARIF 2.1.0, what code scanning services take: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export class SarifReport implements Report {
  readonly #options: SarifOptions
  readonly #rules = new Map<string, number>()
  #first = true

  constructor(options: SarifOptions) {
    this.#options = options
  }

  open(): string {
    return `{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
 "runs": [{"columnKind": "unicodeCodePoints", "results": [`
  }

  result(result: Result): string {
    return inOrder(result)
      .map((finding) => {
        const lead = this.#first ? '\n  ' : ',\n  '
        this.#first = false
        return lead + printableJSON(JSON.stringify(this.#result(finding, result)))
      })
      .join('')
  }

  /** The rules come last, when it is known which were needed. */
  close(): string {
    const rules = [...this.#rules.keys()].map((code) => ruleOf(code, this.#options.docOf(code)))
    const driver = { name: 'kubectl-crd', version: this.#options.version, rules }
    return `\n ],\n "tool": ${JSON.stringify({ driver })}}]}\n`
  }

  #result(finding: Finding, result: Result): object {
    const { start, end } = linesOf(finding, result)
    const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
    const rule = rulePlaceOf(finding.rule)
    return {
      ruleId: finding.code,
      ruleIndex: this.#ruleIndex(finding.code),
      level: finding.severity,
      message: { text: sentenceOf(finding) },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: uriOf(result.document.origin.name) }, region },
          logicalLocations: [{ fullyQualifiedName: [subjectOf(result), finding.field].join(' ').trim() || '(root)' }],
        },
      ],
      ...(rule && {
        relatedLocations: [
          {
            message: { text: 'the rule' },
            physicalLocation: {
              artifactLocation: { uri: uriOf(rule.document.origin.name) },
              region: { startLine: lineIndex(rule.document.origin).at(rule.range.start).line },
            },
          },
        ],
      }),
      properties: { source: finding.source, reason: finding.reason },
    }
  }

  #ruleIndex(code: string): number {
    let index = this.#rules.get(code)
    if (index === undefined) this.#rules.set(code, (index = this.#rules.size))
    return index
  }
}

/** A rule of SARIF, from what stands behind its code. */
export function ruleOf(code: string, doc: CodeDoc | undefined): object {
  if (!doc) return { id: code }
  const help = [doc.text, doc.bad && `Not so:\n${doc.bad}`, doc.good && `But so:\n${doc.good}`].filter(Boolean)
  return {
    id: code,
    shortDescription: { text: doc.title },
    fullDescription: { text: doc.text },
    help: { text: help.join('\n\n') },
  }
}

/** A path as a URI reference; absolute ones and URLs as such. */
export function uriOf(name: string): string {
  if (/^https?:\/\//i.test(name)) return name
  const path = name.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
  return path.startsWith('/') ? `file://${path}` : path
}
