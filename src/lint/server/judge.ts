import type { Document } from '../../model/document.ts'
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
import { dropDisabledFields } from './feature-gates.ts'
import { betaOptions, createOptions } from './options.ts'
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

/** The server's answer in its own terms. */
export interface Judgement {
  causes: readonly Cause[]
  warnings: readonly Cause[]
}

/**
 * Judges the creation of a CustomResourceDefinition.
 * Upstream: registry/customresourcedefinition/strategy.go, validation.go ValidateCustomResourceDefinition.
 * @param era `beta`: as servers did that still served v1beta1
 */
export function judgeCreate(document: Document, server: ServerVersion, era: 'v1' | 'beta'): Judgement {
  const decoded = decodeDefinition(document)
  if ('causes' in decoded) return { causes: decoded.causes, warnings: [] }
  const { crd } = decoded
  const metadata = metadataOf(document)
  const ownerWarning = prepareCreate(metadata, '')
  crd.status = { ...crd.status, ...freshStatus(crd) }
  dropDisabledFields(crd, undefined, server)

  const causes = new Causes()
  causes.addAll(checkMetadata(metadata, rootMetadata(server), { namespaced: false, names: 'subdomain' }))
  checkDefinitionName(crd, metadata, causes)
  const options = era === 'beta' ? betaOptions(server) : createOptions(server)
  checkSpec(crd.spec, options, Place.root('spec'), causes)
  checkStatus(crd, causes)
  checkApproval(crd, undefined, causes)
  if (era === 'v1') checkPreserve(crd, undefined, causes)
  return judgement(causes, ownerWarning, () => formatWarnings(crd, undefined, server))
}

/**
 * Judges the replacement of a stored one. Upstream: validation.go ValidateCustomResourceDefinitionUpdate.
 * @returns a text when the old one cannot be decoded: the decoder's words
 */
export function judgeUpdate(document: Document, old: Document, server: ServerVersion): Judgement | string {
  const decoded = decodeDefinition(document)
  if ('causes' in decoded) return { causes: decoded.causes, warnings: [] }
  const stored = decodeStoredDefinition(old)
  if (typeof stored === 'string') return stored
  establish(stored)
  const { crd } = decoded
  crd.status = { ...stored.status, storedVersions: withStorageVersion(stored.status.storedVersions, crd) }
  dropDisabledFields(crd, stored, server)

  const [metadata, oldMetadata] = [metadataOf(document), metadataOf(old)]
  const ownerWarning = prepareUpdate(metadata, oldMetadata, false)
  keepIdentity(metadata, oldMetadata)

  const causes = new Causes()
  causes.addAll(checkMetadataUpdate(metadata, oldMetadata, { namespaced: false, place: rootMetadata(server) }))
  const options = updateOptions(crd, stored, server)
  const place = Place.root('spec')
  checkSpec(crd.spec, options, place, causes)
  const names = place.child('names')
  if (options.requireImmutableNames) {
    checkImmutable(crd.spec.scope, stored.spec.scope, named, place.child('scope'), causes)
    checkImmutable(crd.spec.names.kind, stored.spec.names.kind, plain, names.child('kind'), causes)
  }
  checkImmutable(crd.spec.group, stored.spec.group, plain, place.child('group'), causes)
  checkImmutable(crd.spec.names.plural, stored.spec.names.plural, plain, names.child('plural'), causes)
  checkStatus(crd, causes)
  checkApproval(crd, stored, causes)
  checkPreserve(crd, stored, causes)
  return judgement(causes, ownerWarning, () => formatWarnings(crd, stored, server))
}

function checkStatus(crd: Definition, causes: Causes): void {
  const status = Place.root('status')
  checkNames(crd.status.acceptedNames, status.child('acceptedNames'), causes)
  checkStoredVersions(crd.status.storedVersions, crd.spec.versions, status.child('storedVersions'), causes)
}

/** Upstream: validation.go validatePreserveUnknownFields. */
function checkPreserve(crd: Definition, old: Definition | undefined, causes: Causes): void {
  if (crd.spec.preserveUnknownFields !== true || old?.spec.preserveUnknownFields === true) return
  const detail =
    'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead'
  causes.invalid('CRD0214', Place.root('spec').child('preserveUnknownFields'), 'true', detail)
}

function judgement(causes: Causes, ownerWarning: string | undefined, formats: () => Cause[]): Judgement {
  const warnings = causes.valid ? formats() : []
  if (ownerWarning !== undefined) {
    warnings.push({
      code: 'CRD0121',
      path: ['metadata', 'ownerReferences'],
      field: '',
      reason: 'FieldValueInvalid',
      message: ownerWarning,
    })
  }
  return { causes: causes.list, warnings }
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

/** What an update must repeat, and a file leaves to the server. */
function keepIdentity(metadata: Dict, old: Dict): void {
  delete metadata.namespace
  delete old.namespace
  if (old.uid === undefined) delete metadata.uid
  else metadata.uid = old.uid
  // A stored one has a time of its own, whatever the file says.
  if (old.creationTimestamp === undefined) delete metadata.creationTimestamp
  metadata.resourceVersion ??= old.resourceVersion ?? '1'
}

/** The metadata is known to be decodable. */
function metadataOf(document: Document): Dict {
  const raw = isDict(document.root) ? document.root.metadata : undefined
  const decoded = raw === undefined ? undefined : decodeMetadata(raw)
  return decoded && 'metadata' in decoded ? decoded.metadata : newDict()
}
