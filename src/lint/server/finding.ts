import type { Finding, Severity } from '../../model/finding.ts'
import type { Cause } from '../../validation/cause.ts'
import { hintFor } from './hints.ts'
import type { Judgement } from './judge.ts'

/** The server's answer as findings: what refuses, then the warnings. */
export function findings({ causes, warnings }: Judgement): Finding[] {
  return [
    ...causes.map((cause) => definitionFinding(cause, 'error')),
    ...warnings.map((warning) => definitionFinding(warning, 'warning')),
  ]
}

export function definitionFinding(cause: Cause, severity: Severity): Finding {
  const { code, path, field, reason, message, atKey } = cause
  const out: Finding = { code, source: 'server', severity, path, field, reason, message }
  if (severity === 'warning') out.reason = ''
  const hint = cause.hint ?? hintFor(cause)
  if (hint !== undefined) out.hint = hint
  if (atKey) out.atKey = true
  return out
}
