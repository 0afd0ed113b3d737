import type { Finding } from '../model/finding.ts'
import { marshal } from '../model/go/json.ts'
import { printableJSON } from '../model/printable.ts'
import type { Result, Summary } from '../model/result.ts'
import { fromPlain, type Value } from '../model/value.ts'
import { lineOf } from './costs.ts'
import { lineIndex } from './line-index.ts'
import { placeOf, rulePlaceOf } from './place.ts'
import type { Report } from './report.ts'

/** One entry of `results`, as docs/schemas/validation-report.json describes it, without what is stored. */
export function resultData(result: Result): Record<string, unknown> {
  const { document } = result
  const { line } = lineIndex(document.origin).at(document.range.start)
  return {
    file: document.origin.name,
    document: document.index,
    line,
    item: document.item,
    apiVersion: result.apiVersion,
    kind: result.kind,
    namespace: result.namespace,
    name: result.name,
    verdict: result.verdict,
    findings: result.findings.map((finding) => findingData(finding, result)),
  }
}

function resultJson(result: Result): string {
  const head = JSON.stringify(resultData(result))
  // Go's JSON keeps int64 exact, which JSON.stringify cannot.
  const stored = result.stored === undefined ? 'null' : marshal(result.stored)
  const costs = result.costs === undefined ? '' : `,"costs":${marshal(costsData(result))}`
  return printableJSON(`${head.slice(0, -1)},"stored":${stored}${costs}}`)
}

/** What is said with --costs of a CRD, as values: costs are exact integers. */
export function costsData({ costs = [], document }: Result): Value {
  return fromPlain(
    costs.map(({ version, total, limit, share, rules }) => ({
      version,
      total: exact(total),
      limit: exact(limit),
      share: share,
      rules: rules.map((rule) => ({
        field: rule.field,
        rule: rule.text,
        line: lineOf(rule.path, document),
        perCall: exact(rule.perCall),
        times: exact(rule.times),
        cost: exact(rule.cost),
        limit: exact(rule.limit),
        share: rule.share,
        hint: rule.hint ?? null,
      })),
    })),
  )
}

/** A number where it can be one without loss. */
function exact(cost: bigint): number | bigint {
  const number = Number(cost)
  return Number.isSafeInteger(number) ? number : cost
}

function findingData(finding: Finding, { document }: Result): Record<string, unknown> {
  const index = lineIndex(document.origin)
  const range = placeOf(finding, document)
  const start = index.at(range.start)
  const end = index.at(Math.max(range.end, range.start))
  const rule = rulePlaceOf(finding.rule)
  return {
    code: finding.code,
    source: finding.source,
    severity: finding.severity,
    field: finding.field,
    reason: finding.reason,
    message: finding.message,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    rule: rule
      ? { file: rule.document.origin.name, line: lineIndex(rule.document.origin).at(rule.range.start).line }
      : null,
    hint: finding.hint ?? null,
  }
}

/** The report in the form other tools read, a line for each result. */
export class JsonReport implements Report {
  readonly #serverVersion: string
  #first = true

  constructor(serverVersion: string) {
    this.#serverVersion = serverVersion
  }

  open(): string {
    const version = JSON.stringify(this.#serverVersion)
    return `{"apiVersion": "kubectl-crd/v1", "kind": "ValidationReport", "serverVersion": ${version},\n "results": [`
  }

  result(result: Result): string {
    const lead = this.#first ? '\n  ' : ',\n  '
    this.#first = false
    return lead + resultJson(result)
  }

  close(summary: Summary): string {
    return `\n ],\n "summary": ${JSON.stringify(summary)}}\n`
  }
}
