import type { CostTable } from './cost-table.ts'
import type { Document, Origin } from './document.ts'
import type { Finding } from './finding.ts'
import type { Value } from './value.ts'

/**
 * valid, invalid; skipped: a kind built into Kubernetes; unknown: no CRD for it, or none of
 * Kubernetes' own; unreadable: not YAML, or no object.
 */
export type Verdict = 'valid' | 'invalid' | 'skipped' | 'unknown' | 'unreadable'

/** What is to be said about one document, or one item of a `List`. */
export interface Result {
  document: Document
  apiVersion: string
  kind: string
  namespace: string
  name: string
  verdict: Verdict
  findings: Finding[]
  /** The object as the server would keep it; undefined when refused or not asked for. */
  stored: Value | undefined
  /** Of a CRD: what its rules cost; undefined when not asked for. */
  costs?: readonly CostTable[]
  /** The CRD that decided, with the version it was used in; `resource` is a short way to name its resources. */
  crd: { name: string; version: string; origin: Origin; resource: string } | undefined
}

/** How often each verdict was given. */
export interface Summary {
  documents: number
  valid: number
  invalid: number
  skipped: number
  unknown: number
  unreadable: number
}

export function emptySummary(): Summary {
  return { documents: 0, valid: 0, invalid: 0, skipped: 0, unknown: 0, unreadable: 0 }
}

export function count(summary: Summary, { verdict }: Result): void {
  summary.documents++
  summary[verdict]++
}
