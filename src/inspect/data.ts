import { availability } from './aggregated.ts'
import type { APIServiceFacts } from './api-service.ts'
import { statusText } from './columns.ts'
import { conversionText } from './conversion.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { Inspection, Judged } from './inspect.ts'
import type { Known } from './known.ts'
import type { Owner } from './owner.ts'
import type { Problem } from './problem.ts'
import { targetText } from './target.ts'

/** What `inspect -o json` prints, as docs/schemas/inspection.json describes it. */
export function inspectionData(inspection: Inspection, counts?: ReadonlyMap<string, Known<number>>): object {
  const { crds, apiServices, problems, unknown } = inspection
  const of = (severity: string) => problems.filter((problem) => problem.severity === severity).length
  return {
    apiVersion: 'kubectl-crd/v1',
    kind: 'Inspection',
    summary: { crds: crds.length, errors: of('error'), warnings: of('warning'), notes: of('note') },
    crds: crds.map((crd) => crdData(crd, counts?.get(crd.facts.name))),
    apiServices: apiServices.map(apiServiceData),
    problems: problems.map(problemData),
    unknown,
  }
}

/** What is known of one CRD. */
export function crdData(judged: Judged<CRDFacts>, count?: Known<number>): object {
  const { facts, problems } = judged
  const { name, group, scope, names, versions, storedVersions, conditions, owner, created, deleted, hidden } = facts
  return {
    name,
    status: statusText(judged),
    group,
    scope: scope || null,
    names,
    acceptedNames: hidden === undefined ? facts.acceptedNames : null,
    versions: versions.map(({ name, served, storage, deprecated }) => ({ name, served, storage, deprecated })),
    storedVersions,
    conversion: hidden === undefined ? conversionText(facts.webhook) : null,
    conditions,
    owner: ownerData(owner),
    created: timeData(created),
    deleted: deleted === undefined ? null : timeData(deleted),
    finalizers: facts.finalizers,
    problems: problems.map(({ code }) => code),
    ...(count && { objects: count.value ?? null }),
    unknown: hidden ?? count?.why ?? null,
  }
}

function apiServiceData({ facts, problems }: Judged<APIServiceFacts>): object {
  const { name, group, version, target, conditions, owner, created, answer } = facts
  return {
    name,
    group,
    version,
    service: target ? targetText(target) : null,
    status: availability(facts),
    conditions,
    // '' is an answer without complaint.
    answers: answer?.value === undefined ? null : answer.value === '',
    owner: ownerData(owner),
    created: timeData(created),
    problems: problems.map(({ code }) => code),
  }
}

export function problemData({ code, severity, label, subject, what, why, next }: Problem): object {
  return { code, severity, label, object: subject, message: what, why, next }
}

export function ownerData(owner: Owner | undefined): object | null {
  return owner ? { tool: owner.tool, name: owner.name, namespace: owner.namespace } : null
}

function timeData(at: number): string | null {
  return Number.isNaN(at) ? null : new Date(at).toISOString().replace(/\.\d+/, '')
}
