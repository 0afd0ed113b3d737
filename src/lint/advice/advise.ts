import type { AdviceChoice } from '../../model/advice-choice.ts'
import type { Document } from '../../model/document.ts'
import type { Finding } from '../../model/finding.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { readCRD } from '../../schema/crd.ts'
import { decodeDefinition } from '../server/decode-document.ts'
import { isTooDeep } from '../server/depth.ts'
import { type AdviceRule, adviceFinding, type Subject } from './advice-rule.ts'
import { adviceRules } from './index.ts'
import { sitesOf } from './sites.ts'

export interface AdviceOptions {
  serverVersion: ServerVersion
  choice: AdviceChoice
}

/**
 * Advice about a CustomResourceDefinition, beyond what the API server says: warnings with source `lint`. Works on
 * CRDs that the server refuses too, as far as they can be read.
 */
export function adviseCRD(document: Document, options: AdviceOptions): Finding[] {
  const rules = adviceRules.filter((rule) => isChosen(rule, options.choice))
  if (rules.length === 0 || isTooDeep(document.root)) return []
  const crd = readCRD(document)
  if (!crd) return []
  const decoded = decodeDefinition(document)
  const subject: Subject = {
    crd,
    server: options.serverVersion,
    sites: sitesOf(crd),
    dropped: 'causes' in decoded ? [] : decoded.dropped,
  }
  return rules.flatMap((rule) => rule.check(subject).map((advice) => adviceFinding(rule, advice)))
}

function isChosen({ code, onRequest }: AdviceRule, { level, on, off }: AdviceChoice): boolean {
  if (on.has(code)) return true
  if (off.has(code) || level === 'none') return false
  return level === 'all' || !onRequest
}
