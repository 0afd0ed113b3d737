import { type Dict, isDict, type Value } from '../model/value.ts'
import type { Cause } from './cause.ts'
import { decodeRequest } from './decode.ts'
import { judge } from './judge.ts'
import { checkMetadata } from './metadata/check-metadata.ts'
import { finalizerWarnings } from './metadata/finalizers.ts'
import { rootMetadata } from './metadata/place.ts'
import { prepareCreate } from './metadata/prepare.ts'
import type { ServedVersion } from './served-version.ts'
import { roundTrip } from './store.ts'

/** The server's answer in its own terms. */
export interface Judgement {
  causes: Cause[]
  warnings: Cause[]
  /** What a read returns; undefined when refused. */
  stored: Value | undefined
}

/**
 * Creates a resource: decode, prune, default, validate, store. Changes the object.
 * The order, and what stops what, is the server's: apiserver/pkg/registry/rest/create.go BeforeCreate and
 * apiextensions-apiserver/pkg/registry/customresource/strategy.go.
 */
export function createResource(object: Dict, version: ServedVersion): Judgement {
  const refused = decodeRequest(object, version)
  if (refused.length > 0) return { causes: refused, warnings: [], stored: undefined }
  const metadata = object.metadata as Dict
  const namespaced = version.crd.scope === 'Namespaced'
  const place = rootMetadata(version.server)
  const generated = metadata.name === undefined && metadata.generateName !== undefined
  const owners = prepareCreate(metadata, namespaced ? namespaceOf(metadata) : '')
  if (version.version.hasStatus) delete object.status
  const found = checkMetadata(metadata, place, { namespaced, names: 'subdomain' })
  const { causes, warnings } = judge(object, version, found, undefined)
  if (owners !== undefined) warnings.push(ownerWarning(owners))
  if (causes.length > 0) return { causes, warnings, stored: undefined }
  warnings.push(...finalizerWarnings(metadata, undefined, place))
  if (generated) delete metadata.name
  roundTrip(object, version)
  return { causes, warnings, stored: forget(object) }
}

/** What kubectl fills in where a manifest names no namespace. */
function namespaceOf(metadata: Dict): string {
  return typeof metadata.namespace === 'string' && metadata.namespace !== '' ? metadata.namespace : 'default'
}

/** The response warning about owner references that occur twice. */
export function ownerWarning(message: string): Cause {
  return {
    code: 'CRD0121',
    path: ['metadata', 'ownerReferences'],
    field: 'metadata.ownerReferences',
    reason: 'FieldValueDuplicate',
    message,
  }
}

/** Removes what only the server knows. */
export function forget(object: Dict): Dict {
  if (isDict(object.metadata)) {
    for (const key of ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'generation']) {
      delete object.metadata[key]
    }
  }
  return object
}
