import type { VersionsDoc } from './compare-versions.ts'
import type { ExplainDoc } from './doc.ts'

/** What the JSON and YAML outputs hold. */
export type Report = { apiVersion: 'kubectl-crd/v1' } & (
  | ({ kind: 'Explanation' } & ExplainDoc)
  | ({ kind: 'VersionComparison' } & VersionsDoc)
)

/** As docs/schemas/explanation.json describes it. */
export function explanation(doc: ExplainDoc): Report {
  return { apiVersion: 'kubectl-crd/v1', kind: 'Explanation', ...doc }
}

/** As docs/schemas/version-comparison.json describes it. */
export function versionComparison(doc: VersionsDoc): Report {
  return { apiVersion: 'kubectl-crd/v1', kind: 'VersionComparison', ...doc }
}
