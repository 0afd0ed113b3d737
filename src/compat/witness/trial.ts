import type { Document } from '../../model/document.ts'
import type { Finding } from '../../model/finding.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { type Dict, newDict, type Value } from '../../model/value.ts'
import type { CRD } from '../../schema/crd.ts'
import { type Outcome, validateCreate, validateUpdate } from '../../validation/validate.ts'

/** What the server says when an object is written. */
export interface Said {
  accepted: boolean
  causes: readonly Finding[]
  stored: Value | undefined
}

/**
 * Writes an object as its owners do: it is created, and where status has an endpoint of its own, the status is written
 * through that.
 */
export function write(object: Dict, crd: CRD, server: ServerVersion): Said {
  const created = said(validateCreate(documentOf(object), crd, { serverVersion: server }))
  if (!created.accepted || object.status === undefined || !hasStatus(object, crd)) return created
  const bare = Object.assign(newDict(), object)
  delete bare.status
  const options = { serverVersion: server, subresource: 'status' } as const
  return said(validateUpdate(documentOf(object), documentOf(bare), crd, options))
}

/** Replaces a stored object. */
export function update(object: Dict, stored: Dict, crd: CRD, server: ServerVersion): Said {
  const options = { serverVersion: server }
  const main = said(validateUpdate(documentOf(object), documentOf(stored), crd, options))
  if (!main.accepted || object.status === undefined || !hasStatus(object, crd)) return main
  return said(validateUpdate(documentOf(object), documentOf(stored), crd, { ...options, subresource: 'status' }))
}

function hasStatus({ apiVersion }: Dict, { group, versions }: CRD): boolean {
  return versions.some((version) => apiVersion === `${group}/${version.name}` && version.hasStatus)
}

function said({ findings, stored }: Outcome): Said {
  const causes = findings.filter(({ severity }) => severity === 'error')
  return { accepted: causes.length === 0, causes, stored }
}

function documentOf(root: Dict): Document {
  return {
    origin: { name: 'witness', text: '' },
    index: 0,
    item: null,
    range: { start: 0, end: 0 },
    root,
    findings: [],
  }
}
