import type { Document } from '../../model/document.ts'
import type { Finding } from '../../model/finding.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { isDict } from '../../model/value.ts'
import { withCostHints } from '../costs/with-cost-hints.ts'
import { betaFindings } from './beta.ts'
import { isTooDeep, tooDeep } from './depth.ts'
import { findings } from './finding.ts'
import { judgeCreate, judgeUpdate } from './judge.ts'

export interface DefinitionOptions {
  serverVersion: ServerVersion
}

/**
 * What the API server says when this CustomResourceDefinition is created, with strict field validation: its causes
 * (severity error) and warnings. The document is not changed.
 *
 * v1beta1, which no server of today serves, is judged as it was; what v1 requires beyond that is told by us.
 */
export function validateCRDCreate(document: Document, options: DefinitionOptions): Finding[] {
  if (isTooDeep(document.root)) return [tooDeep]
  const { serverVersion } = options
  const v1 = judgeCreate(document, serverVersion, 'v1')
  const found = isBeta(document)
    ? betaFindings(document, v1, judgeCreate(document, serverVersion, 'beta'))
    : findings(v1)
  return withCostHints(found, document, serverVersion)
}

/**
 * What the API server says when the stored CustomResourceDefinition is replaced by this one.
 * @param old as stored: where it has no status, it counts as established, and its storage version as stored
 */
export function validateCRDUpdate(document: Document, old: Document, options: DefinitionOptions): Finding[] {
  if (isTooDeep(document.root) || isTooDeep(old.root)) return [tooDeep]
  const judgement = judgeUpdate(document, old, options.serverVersion)
  if (typeof judgement === 'string') return [unreadableOld(judgement)]
  return withCostHints(findings(judgement), document, options.serverVersion)
}

function unreadableOld(why: string): Finding {
  return {
    code: 'CRD0201',
    source: 'lint',
    severity: 'error',
    path: [],
    field: '',
    reason: '',
    message: `the CustomResourceDefinition that is to be updated cannot be decoded, so no server has stored it: ${why}`,
  }
}

function isBeta({ root }: Document): boolean {
  return isDict(root) && root.apiVersion === 'apiextensions.k8s.io/v1beta1'
}
