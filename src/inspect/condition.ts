import type { Plain } from '../model/plain.ts'

/** One of the conditions of a status. */
export interface Condition {
  type: string
  /** True, False, Unknown */
  status: string
  reason: string
  message: string
  /** When it became so, as the server writes it. */
  since: string
}

export function readConditions(status: Plain): Condition[] {
  return status.each('conditions').map((condition) => ({
    type: condition.text('type'),
    status: condition.text('status'),
    reason: condition.text('reason'),
    message: condition.text('message'),
    since: condition.text('lastTransitionTime'),
  }))
}

export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type)
}
