import type { Document } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { clone, type Dict, isDict, type Value } from '../model/value.ts'
import type { CRD } from '../schema/crd.ts'
import type { Cause } from './cause.ts'
import { createResource, type Judgement } from './create.ts'
import { deprecationWarning } from './deprecation.ts'
import { type ServedVersion, servedVersion } from './served-version.ts'
import { updateResource } from './update.ts'

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

/** Which write is asked about: the resource itself, or its status through the subresource. */
export interface UpdateOptions extends ValidateOptions {
  subresource?: '' | 'status'
}

/**
 * The answer to creating this resource, with strict field validation, on a server that has exactly this CRD.
 * The document is not changed.
 */
export function validateCreate(document: Document, crd: CRD, options: ValidateOptions): Outcome {
  const object = objectOf(document)
  const version = versionOf(object, crd, options)
  if (!version) return refusal(notServed(crd), crd)
  return outcome(createResource(object, version), version)
}

/**
 * The answer to updating a resource. Neither document is changed.
 * @param old the object as it is stored, in any version of the CRD
 */
export function validateUpdate(document: Document, old: Document, crd: CRD, options: UpdateOptions): Outcome {
  const object = objectOf(document)
  const version = versionOf(object, crd, options)
  if (!version) return refusal(notServed(crd), crd)
  const subresource = options.subresource ?? ''
  if (subresource === 'status' && !version.version.hasStatus) return refusal(noStatus, crd)
  return outcome(updateResource(object, objectOf(old), version, subresource), version)
}

function objectOf(document: Document): Dict {
  if (!isDict(document.root)) throw new TypeError('not an object: the reader has reported it, and it has no CRD')
  return clone(document.root)
}

function versionOf(object: Dict, crd: CRD, options: ValidateOptions): ServedVersion | undefined {
  const apiVersion = typeof object.apiVersion === 'string' ? object.apiVersion : ''
  return servedVersion(crd, apiVersion.split('/')[1] ?? '', options.serverVersion)
}

function outcome({ causes, warnings, stored }: Judgement, { crd, version }: ServedVersion): Outcome {
  const deprecated = deprecationWarning(crd, version)
  const said = deprecated ? [deprecated, ...warnings] : warnings
  return { findings: [...causes.map((c) => finding(c, crd)), ...said.map((w) => finding(w, crd, 'warning'))], stored }
}

function refusal(cause: Cause, crd: CRD): Outcome {
  return { findings: [finding(cause, crd)], stored: undefined }
}

const noStatus: Cause = {
  code: 'CRD0105',
  path: ['status'],
  field: 'status',
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
  hint: 'the CRD has no status subresource: the status is written with the rest of the object',
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
  const { code, path, field, reason, message, hint, rule, atKey } = cause
  const out: Finding = { code, source: 'server', severity, path, field, reason, message }
  if (hint !== undefined) out.hint = hint
  if (rule !== undefined) out.rule = { origin: crd.document, path: rule }
  if (atKey) out.atKey = true
  return out
}
