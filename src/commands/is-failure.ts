import type { Result } from '../model/result.ts'

/** Does a result make the answer no? */
export function isFailure({ verdict, findings }: Result, failOn: 'error' | 'warning'): boolean {
  if (verdict === 'invalid' || verdict === 'unknown') return true
  return findings.some(({ severity, source }) => (severity === 'error' ? source === 'lint' : failOn === 'warning'))
}
