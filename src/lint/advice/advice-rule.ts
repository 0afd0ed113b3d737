import type { Finding } from '../../model/finding.ts'
import { dotted, type Path } from '../../model/path.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import type { CRD } from '../../schema/crd.ts'
import type { SchemaSite } from './sites.ts'

/** What rules look at. */
export interface Subject {
  crd: CRD
  server: ServerVersion
  /** Every schema of every version, parents first; those in allOf, anyOf, oneOf and not are not among them. */
  sites: readonly SchemaSite[]
  /** Keys that the server drops in silence. */
  dropped: readonly { path: Path; meant: string | undefined }[]
}

/** Something to tell, at a place in the CRD. */
export interface Advice {
  path: Path
  message: string
  hint?: string
  /** Point at the key rather than at the value. */
  atKey?: boolean
}

/** One piece of advice beyond what the API server says. The examples are what stands in one of spec.versions. */
export interface AdviceRule {
  code: string
  title: string
  /** `mistake`: surely not meant so. `convention`: works, but the API conventions or experience advise against it. */
  about: 'mistake' | 'convention'
  /** Said only when somebody asks for it: good advice for a new API, noise for one that is there. */
  onRequest?: true
  /** Why, in a few sentences. */
  reason: string
  bad: string
  good: string
  check(subject: Subject): Advice[]
}

export function adviceFinding(rule: AdviceRule, { path, message, hint, atKey }: Advice): Finding {
  const out: Finding = {
    code: rule.code,
    source: 'lint',
    severity: 'warning',
    path,
    field: dotted(path),
    reason: '',
    message,
  }
  if (hint !== undefined) out.hint = hint
  if (atKey) out.atKey = true
  return out
}
