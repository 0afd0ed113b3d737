import type { Document } from '../../model/document.ts'
import type { Finding } from '../../model/finding.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { readCRD } from '../../schema/crd.ts'
import { costHint } from './cost-hint.ts'
import { ruleCosts } from './rule-costs.ts'

/** Findings about the costs of rules, with hints that name the fields to bound. */
export function withCostHints(findings: Finding[], document: Document, server: ServerVersion): Finding[] {
  if (!findings.some(isAboutCost)) return findings
  const crd = readCRD(document)
  const costs = crd ? ruleCosts(crd, server).flatMap(({ rules }) => rules) : []
  const hints = new Map(costs.map((cost) => [cost.path.join('\n'), costHint(cost)]))
  return findings.map((finding) => {
    const hint = isAboutCost(finding) ? hints.get(finding.path.join('\n')) : undefined
    return hint === undefined ? finding : { ...finding, hint }
  })
}

function isAboutCost({ code }: Finding): boolean {
  return code === 'CRD0232'
}
