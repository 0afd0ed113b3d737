import type { Document } from '../../model/document.ts'
import type { Finding } from '../../model/finding.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { readCRD } from '../../schema/crd.ts'
import { decodeDefinition } from '../server/decode-document.ts'
import { isTooDeep } from '../server/depth.ts'
import { adviceFinding, type Subject } from './advice-rule.ts'
import { adviceRules } from './index.ts'
import { sitesOf } from './sites.ts'

export interface AdviceOptions {
  serverVersion: ServerVersion
  /** Codes of rules that are switched off. */
  off?: ReadonlySet<string>
}

/**
 * Advice about a CustomResourceDefinition, beyond what the API server says: warnings with source `lint`. Works on
 * CRDs that the server refuses too, as far as they can be read.
 */
export function adviseCRD(document: Document, options: AdviceOptions): Finding[] {
  if (isTooDeep(document.root)) return []
  const crd = readCRD(document)
  if (!crd) return []
  const decoded = decodeDefinition(document)
  const subject: Subject = {
    crd,
    server: options.serverVersion,
    sites: sitesOf(crd),
    dropped: 'causes' in decoded ? [] : decoded.dropped,
  }
  return adviceRules
    .filter(({ code }) => !options.off?.has(code))
    .flatMap((rule) => rule.check(subject).map((advice) => adviceFinding(rule, advice)))
}
