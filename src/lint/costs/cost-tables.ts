import type { CostTable } from '../../model/cost-table.ts'
import type { Document } from '../../model/document.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { readCRD } from '../../schema/crd.ts'
import { isTooDeep } from '../server/depth.ts'
import { costHint } from './cost-hint.ts'
import { ruleCosts } from './rule-costs.ts'

/** What the rules of each version cost; none for a document that is no CRD. */
export function costTables(document: Document, server: ServerVersion): CostTable[] {
  const crd = isTooDeep(document.root) ? undefined : readCRD(document)
  if (!crd) return []
  return ruleCosts(crd, server).map(({ rules, ...table }) => ({
    ...table,
    rules: rules.map(({ path, field, text, perCall, times, cost, limit, share, bounds, enough }) => {
      const hint = costHint({ bounds, enough })
      return { path, field, text, perCall, times, cost, limit, share, hint }
    }),
  }))
}
