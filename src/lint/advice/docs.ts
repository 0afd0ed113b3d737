import type { CodeDoc } from '../../model/codes/code.ts'
import { adviceRules } from './index.ts'

/** The codes of advice, for `explain CODE` and docs/findings.md. Examples are what stands in one of spec.versions. */
export const adviceDocs: readonly CodeDoc[] = adviceRules.map(({ code, title, reason, bad, good }) => ({
  code,
  title,
  source: 'lint',
  text: reason,
  bad: bad.trim(),
  good: good.trim(),
}))
