import { validateCRDCreate } from '../lint/server/validate.ts'
import { isBuiltinGroup } from '../model/builtin.ts'
import { type Document, gvkOf, nameOf } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import { formatApiVersion } from '../model/gvk.ts'
import { nearest } from '../model/nearest.ts'
import type { Result, Verdict } from '../model/result.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { isDict, type Value } from '../model/value.ts'
import type { Catalog } from '../schema/catalog.ts'
import { isCRD } from '../schema/crd.ts'
import { validateCreate } from '../validation/validate.ts'

export interface JudgeOptions {
  serverVersion: ServerVersion
  /** Refuse kinds that Kubernetes serves itself. */
  strictKinds: boolean
  printStored: boolean
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
  if (!gvk) return answer('unknown', [noKind(document.root)])
  if (isCRD(gvk)) {
    const findings = validateCRDCreate(document, { serverVersion: options.serverVersion })
    return answer(isRefused(findings) ? 'invalid' : 'valid', findings)
  }
  const crd = catalog.find(gvk.group, gvk.kind)
  if (!crd) {
    if (!isBuiltinGroup(gvk.group)) return answer('unknown', [noCRD(gvk, catalog)])
    return options.strictKinds ? answer('invalid', [builtin(gvk)]) : answer('skipped', [])
  }
  const { findings, stored } = validateCreate(document, crd, { serverVersion: options.serverVersion })
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

function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ source, severity }) => source === 'server' && severity === 'error')
}

function noKind(root: Value): Finding {
  const missing = ['apiVersion', 'kind'].filter((key) => !isDict(root) || typeof root[key] !== 'string')
  return manifestError(
    [],
    `${missing.join(' and ') || 'apiVersion'} missing or not readable: not a Kubernetes resource`,
  )
}

function noCRD(gvk: { group: string; version: string; kind: string }, catalog: Catalog): Finding {
  const finding = manifestError(['kind'], `no CRD is known for ${gvk.kind} in ${formatApiVersion(gvk)}`)
  const known = catalog.all()
  const sameKind = known.filter((crd) => crd.names.kind === gvk.kind).map((crd) => `${crd.names.kind} in ${crd.group}`)
  const inGroup = known.filter((crd) => crd.group === gvk.group).map((crd) => crd.names.kind)
  const [close] = [...sameKind, ...nearest(gvk.kind, inGroup, 1)]
  const [group] = nearest(gvk.group, new Set(known.map((crd) => crd.group)), 1)
  if (close !== undefined) finding.hint = `did you mean ${close}?`
  else if (group !== undefined) finding.hint = `did you mean the group ${group}?`
  else finding.hint = 'add its CRD to the input, or name it with --crds'
  return finding
}

function builtin({ kind }: { kind: string }): Finding {
  return manifestError(['kind'], `${kind} is built into Kubernetes, and --strict-kinds allows custom resources only`)
}

function manifestError(path: string[], message: string): Finding {
  return { code: 'CRD0004', source: 'manifest', severity: 'error', path, field: path.join('.'), reason: '', message }
}
