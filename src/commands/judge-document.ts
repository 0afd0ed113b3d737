import { adviseCRD } from '../lint/advice/advise.ts'
import { costTables } from '../lint/costs/cost-tables.ts'
import { storedCRD } from '../lint/server/stored.ts'
import { validateCRDCreate, validateCRDUpdate } from '../lint/server/validate.ts'
import type { AdviceChoice } from '../model/advice-choice.ts'
import { isBuiltinGroup } from '../model/builtin.ts'
import { isBuiltinKind } from '../model/builtin-kinds.ts'
import { type Document, gvkOf, nameOf } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import { formatApiVersion, type GVK } from '../model/gvk.ts'
import type { Result, Verdict } from '../model/result.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { isDict } from '../model/value.ts'
import type { Catalog } from '../schema/catalog.ts'
import { type CRD, isCRD } from '../schema/crd.ts'
import { forget } from '../validation/create.ts'
import { type Outcome, validateCreate, validateUpdate } from '../validation/validate.ts'
import { kindNotServed, kindRefused, kindUnknown, kindUnreadable, nothingToUpdate } from './manifest-findings.ts'

export interface JudgeOptions {
  serverVersion: ServerVersion
  /** Refuse kinds that Kubernetes serves itself. */
  strictKinds: boolean
  printStored: boolean
  advice: AdviceChoice
  /** Say what the rules of CRDs cost. */
  costs: boolean
  /** Which endpoint is written: that of the status is there for updates only. */
  subresource: '' | 'status'
  /** Finds the stored object that a document replaces; undefined when it is created. */
  old: (document: Document, gvk: GVK) => Document | undefined
}

/** The result of one document. */
export function judgeDocument(document: Document, catalog: Catalog, options: JudgeOptions): Result {
  const gvk = gvkOf(document.root)
  const text = (key: string) => {
    const value = isDict(document.root) ? document.root[key] : undefined
    return typeof value === 'string' ? value : ''
  }
  const base = {
    document,
    apiVersion: gvk ? formatApiVersion(gvk) : text('apiVersion'),
    kind: text('kind'),
    ...nameOf(document.root),
    stored: undefined,
    crd: undefined,
  }
  const answer = (verdict: Verdict, findings: readonly Finding[]): Result => ({
    ...base,
    verdict,
    findings: [...document.findings, ...findings],
  })
  if (document.root === undefined) return answer('unreadable', [])
  if (!gvk) return answer('unknown', [kindUnreadable(document.root)])
  if (isCRD(gvk)) {
    // The status of a CRD is the server's own business.
    if (options.subresource === 'status') return answer('skipped', [])
    const { findings, stored } = judgeCRD(document, gvk, options)
    const result = { ...answer(isRefused(findings) ? 'invalid' : 'valid', findings), stored }
    return options.costs ? { ...result, costs: costTables(document, options.serverVersion) } : result
  }
  const crd = catalog.find(gvk.group, gvk.kind)
  if (!crd) {
    if (!isBuiltinGroup(gvk.group)) return answer('unknown', [kindUnknown(gvk, catalog)])
    if (!isBuiltinKind(gvk, options.serverVersion))
      return answer('unknown', [kindNotServed(gvk, catalog, options.serverVersion)])
    return options.strictKinds ? answer('invalid', [kindRefused(gvk)]) : answer('skipped', [])
  }
  const { findings, stored } = judgeResource(document, gvk, crd, options)
  return {
    ...answer(isRefused(findings) ? 'invalid' : 'valid', findings),
    stored: options.printStored ? stored : undefined,
    crd: {
      name: crd.name,
      version: gvk.version,
      origin: crd.document.origin,
      resource: crd.names.shortNames[0] ?? crd.names.singular,
    },
  }
}

function judgeCRD(document: Document, gvk: GVK, options: JudgeOptions): Outcome {
  const { serverVersion, printStored, advice } = options
  const before = options.old(document, gvk)
  const findings = before
    ? validateCRDUpdate(document, before, { serverVersion })
    : validateCRDCreate(document, { serverVersion })
  const stored = printStored && !isRefused(findings) ? storedCRD(document) : undefined
  const said = adviseCRD(document, { serverVersion, choice: advice })
  return { findings: [...findings, ...said], stored: stored && forget(stored) }
}

function judgeResource(document: Document, gvk: GVK, crd: CRD, options: JudgeOptions): Outcome {
  const { serverVersion, subresource } = options
  const before = options.old(document, gvk)
  if (before) return validateUpdate(document, before, crd, { serverVersion, subresource })
  if (subresource === 'status')
    return { findings: [nothingToUpdate(crd, nameOf(document.root).name)], stored: undefined }
  return validateCreate(document, crd, { serverVersion })
}

/** `lint` alone refuses nothing, but for an old object that no server can have. */
function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ source, severity }) => source === 'server' && severity === 'error')
}
