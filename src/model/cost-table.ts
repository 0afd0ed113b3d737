import type { Path } from './path.ts'

/** What one rule of a CRD, or one messageExpression, may cost at worst, in the API server's units. */
export interface CostRow {
  /** Where it stands in the CRD. */
  path: Path
  /** The values it is about: `spec.rules[*]`; '' for the resource. */
  field: string
  text: string
  /** One evaluation at most. */
  perCall: bigint
  /** How often it may be evaluated for one object. */
  times: bigint
  /** perCall × times */
  cost: bigint
  /** The API server refuses a CRD with a rule above it. */
  limit: bigint
  /** cost ÷ limit */
  share: number
  /** What would make it cheaper. */
  hint: string | undefined
}

/** The rules of one version of a CRD, the dearest first. */
export interface CostTable {
  version: string
  rules: readonly CostRow[]
  total: bigint
  limit: bigint
  share: number
}
