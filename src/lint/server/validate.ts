import type { Document } from '../../model/document.ts'
import type { Finding, Severity } from '../../model/finding.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { type Dict, isDict, newDict } from '../../model/value.ts'
import type { Cause } from '../../validation/cause.ts'
import { checkMetadata } from '../../validation/metadata/check-metadata.ts'
import { decodeMetadata } from '../../validation/metadata/decode.ts'
import { rootMetadata } from '../../validation/metadata/place.ts'
import { prepareCreate, prepareUpdate } from '../../validation/metadata/prepare.ts'
import { checkMetadataUpdate } from '../../validation/metadata/update.ts'
import { Causes, named, plain } from './causes.ts'
import { decodeDefinition, decodeStoredDefinition } from './decode-document.ts'
import type { Hooks } from './hooks.ts'
import { createOptions } from './options.ts'
import { Place } from './place.ts'
import { updateOptions } from './ratchet.ts'
import { checkApproval } from './rules/api-approval.ts'
import { checkDefinitionName } from './rules/definition-name.ts'
import { formatWarnings } from './rules/formats.ts'
import { checkImmutable } from './rules/immutable.ts'
import { checkNames } from './rules/names.ts'
import { checkSpec } from './rules/spec.ts'
import { checkStoredVersions } from './rules/stored-versions.ts'
import type { Definition, Status } from './types.ts'

export interface DefinitionOptions {
  serverVersion: ServerVersion
  hooks?: Hooks
}

/**
 * What the API server says when this CustomResourceDefinition is created, with strict field validation: its causes
 * (severity error) and warnings. The document is not changed.
 * Upstream: registry/customresourcedefinition/strategy.go, apiextensions/validation/validation.go.
 */
export function validateCRDCreate(document: Document, options: DefinitionOptions): Finding[] {
  const decoded = decodeDefinition(document)
  if ('causes' in decoded) return decoded.causes.map((cause) => finding(cause))
  const { crd } = decoded
  const server = options.serverVersion
  const metadata = metadataOf(document)
  const warning = prepareCreate(metadata, '')
  crd.status = { ...crd.status, ...freshStatus(crd) }

  const causes = new Causes()
  causes.addAll(checkMetadata(metadata, rootMetadata(server), { namespaced: false, names: 'subdomain' }))
  checkDefinitionName(crd, metadata, causes)
  checkSpec(crd.spec, createOptions(server, options.hooks ?? {}), Place.root('spec'), causes)
  checkRest(crd, undefined, causes)
  const warnings = causes.valid ? formatWarnings(crd, undefined, server) : []
  return findings(causes, warnings, warning)
}

/**
 * What the API server says when the stored CustomResourceDefinition is replaced by this one.
 * @param old as stored: where it has no status, it counts as established, and its storage version as stored
 */
export function validateCRDUpdate(document: Document, old: Document, options: DefinitionOptions): Finding[] {
  const decoded = decodeDefinition(document)
  if ('causes' in decoded) return decoded.causes.map((cause) => finding(cause))
  const stored = decodeStoredDefinition(old)
  if (!stored) throw new TypeError('not a CustomResourceDefinition that a server can have stored')
  establish(stored)
  const { crd } = decoded
  const server = options.serverVersion
  crd.status = { ...stored.status, storedVersions: withStorageVersion(stored.status.storedVersions, crd) }

  const [metadata, oldMetadata] = [metadataOf(document), metadataOf(old)]
  const warning = prepareUpdate(metadata, oldMetadata, false)
  delete metadata.namespace
  delete oldMetadata.namespace
  metadata.uid = oldMetadata.uid
  if (metadata.uid === undefined) delete metadata.uid
  metadata.resourceVersion ??= oldMetadata.resourceVersion ?? '1'

  const causes = new Causes()
  causes.addAll(checkMetadataUpdate(metadata, oldMetadata, { namespaced: false, place: rootMetadata(server) }))
  const checks = updateOptions(crd, stored, server, options.hooks ?? {})
  const place = Place.root('spec')
  checkSpec(crd.spec, checks, place, causes)
  if (checks.requireImmutableNames) {
    checkImmutable(crd.spec.scope, stored.spec.scope, named, place.child('scope'), causes)
    checkImmutable(crd.spec.names.kind, stored.spec.names.kind, plain, place.child('names').child('kind'), causes)
  }
  checkImmutable(crd.spec.group, stored.spec.group, plain, place.child('group'), causes)
  checkImmutable(crd.spec.names.plural, stored.spec.names.plural, plain, place.child('names').child('plural'), causes)
  checkRest(crd, stored, causes)
  const warnings = causes.valid ? formatWarnings(crd, stored, server) : []
  return findings(causes, warnings, warning)
}

/** Status, approval, and what may not be preserved any more. */
function checkRest(crd: Definition, old: Definition | undefined, causes: Causes): void {
  const status = Place.root('status')
  checkNames(crd.status.acceptedNames, status.child('acceptedNames'), causes)
  checkStoredVersions(crd.status.storedVersions, crd.spec.versions, status.child('storedVersions'), causes)
  checkApproval(crd, old, causes)
  if (crd.spec.preserveUnknownFields === true && old?.spec.preserveUnknownFields !== true) {
    const detail =
      'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead'
    causes.invalid('CRD0214', Place.root('spec').child('preserveUnknownFields'), 'true', detail)
  }
}

function freshStatus(crd: Definition): Pick<Status, 'acceptedNames' | 'storedVersions'> {
  const none = { plural: '', singular: '', shortNames: undefined, kind: '', listKind: '', categories: undefined }
  return {
    acceptedNames: { spot: undefined, raw: undefined, ...none },
    storedVersions: withStorageVersion(undefined, crd),
  }
}

/** Upstream: strategy.go PrepareForCreate, PrepareForUpdate. */
function withStorageVersion(stored: string[] | undefined, crd: Definition): string[] | undefined {
  const storage = crd.spec.versions?.find((version) => version.storage)
  if (!storage || stored?.includes(storage.name)) return stored
  return [...(stored ?? []), storage.name]
}

/** A CRD from a file is taken as one that the server has accepted and established. */
function establish(crd: Definition): void {
  const { status, spec } = crd
  status.storedVersions = status.storedVersions?.length ? status.storedVersions : withStorageVersion(undefined, crd)
  if (status.acceptedNames.raw === undefined) status.acceptedNames = spec.names
  if (status.conditions?.some(({ type }) => type === 'Established')) return
  const established = { type: 'Established', status: 'True', lastTransitionTime: '', reason: '', message: '' }
  const condition = { spot: undefined, raw: undefined, ...established, observedGeneration: 0 }
  status.conditions = [...(status.conditions ?? []), condition]
}

/** The metadata is known to be decodable. */
function metadataOf(document: Document): Dict {
  const raw = isDict(document.root) ? document.root.metadata : undefined
  const decoded = raw === undefined ? undefined : decodeMetadata(raw)
  return decoded && 'metadata' in decoded ? decoded.metadata : newDict()
}

function findings(causes: Causes, warnings: readonly Cause[], ownerWarning: string | undefined): Finding[] {
  const all = causes.list.map((cause) => finding(cause))
  for (const warning of warnings) all.push(finding(warning, 'warning'))
  if (ownerWarning !== undefined) {
    const cause: Cause = {
      code: 'CRD0121',
      path: ['metadata', 'ownerReferences'],
      field: '',
      reason: 'FieldValueInvalid',
      message: ownerWarning,
    }
    all.push(finding(cause, 'warning'))
  }
  return all
}

function finding(cause: Cause, severity: Severity = 'error'): Finding {
  const out: Finding = {
    code: cause.code,
    source: 'server',
    severity,
    path: cause.path,
    field: cause.field,
    reason: severity === 'warning' ? '' : cause.reason,
    message: cause.message,
  }
  if (cause.hint !== undefined) out.hint = cause.hint
  if (cause.atKey) out.atKey = true
  return out
}
