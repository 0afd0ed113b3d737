import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { clone, isDict, type Value } from '../model/value.ts'
import type { CRD } from '../schema/crd.ts'
import type { Cause } from './cause.ts'
import { createResource } from './create.ts'
import { servedVersion } from './served-version.ts'

/** What the API server would say about one write. */
export interface Outcome {
  /** Causes (severity error) and warnings. Empty of errors exactly when the server accepts. */
  findings: Finding[]
  /** The object as a read would return it, less what only the server knows; undefined when refused. */
  stored: Value | undefined
}

export interface ValidateOptions {
  serverVersion: ServerVersion
}

/**
 * The answer to creating this resource, with strict field validation, on a server that has exactly this CRD.
 * The document is not changed.
 */
export function validateCreate(document: Document, crd: CRD, options: ValidateOptions): Outcome {
  const { root } = document
  if (!isDict(root)) throw new TypeError('not an object: the reader has reported it, and it has no CRD')
  const apiVersion = typeof root.apiVersion === 'string' ? root.apiVersion : ''
  const version = servedVersion(crd, apiVersion.split('/')[1] ?? '', options.serverVersion)
  if (!version) return { findings: [finding(notServed(crd), crd)], stored: undefined }
  const { causes, warnings, stored } = createResource(clone(root), version)
  return {
    findings: [...causes.map((c) => finding(c, crd)), ...warnings.map((w) => finding(w, crd, 'warning'))],
    stored,
  }
}

function notServed(crd: CRD): Cause {
  const served = crd.versions.filter((v) => v.served).map((v) => v.name)
  return {
    code: 'CRD0105',
    path: ['apiVersion'],
    field: 'apiVersion',
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    hint: served.length > 0 ? `served versions: ${served.join(', ')}` : 'the CRD serves no version',
  }
}

function finding(cause: Cause, crd: CRD, severity: Finding['severity'] = 'error'): Finding {
  const { code, path, field, reason, message, hint, rule } = cause
  const out: Finding = { code, source: 'server', severity, path, field, reason, message }
  if (hint !== undefined) out.hint = hint
  if (rule !== undefined) out.rule = { origin: crd.document, path: rule }
  if (reason === 'UnknownField') out.atKey = true
  return out
}
