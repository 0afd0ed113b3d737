import { type Dict, deepEqual, isDict, newDict, type Value } from '../model/value.ts'
import type { Cause } from './cause.ts'
import { forget, type Judgement, ownerWarning } from './create.ts'
import { decodeRequest, decodeStored } from './decode.ts'
import { judge } from './judge.ts'
import { finalizerWarnings } from './metadata/finalizers.ts'
import { dedupOwnerReferences } from './metadata/owner-references.ts'
import { rootMetadata } from './metadata/place.ts'
import { prepareUpdate } from './metadata/prepare.ts'
import { checkMetadataUpdate } from './metadata/update.ts'
import type { ServedVersion } from './served-version.ts'
import { roundTrip } from './store.ts'

/**
 * Updates a resource, or its status. Both objects are changed.
 * The order, and what stops what, is the server's: apiserver/pkg/registry/rest/update.go BeforeUpdate.
 *
 * Manifests in files rarely carry a resourceVersion; a missing one counts as the current one, as it does when
 * `kubectl apply` or `kubectl replace` sends the file.
 *
 * @param stored the object as it is stored now
 */
export function updateResource(
  object: Dict,
  stored: Dict,
  version: ServedVersion,
  subresource: '' | 'status',
): Judgement {
  const refused = decodeRequest(object, version)
  if (refused.length > 0) return { causes: refused, warnings: [], stored: undefined }
  const namespaced = version.crd.scope === 'Namespaced'
  decodeStored(stored, version)
  roundTrip(stored, version)
  const old = stored.metadata as Dict
  const metadata = object.metadata as Dict
  fillStored(old, namespaced)
  for (const key of ['name', 'resourceVersion'] as const) if (old[key] !== undefined) metadata[key] ??= old[key]
  const conflict = precondition(metadata, old)
  if (conflict) return { causes: [conflict], warnings: [], stored: undefined }

  const wanted = prepare(object, stored, version, subresource)
  const wantedMetadata = wanted.metadata as Dict
  const prepared = prepareUpdate(wantedMetadata, old, changed(wanted, stored))
  // The request's own metadata is warned about even where the stored one is kept.
  const owners = prepared ?? dedupOwnerReferences(metadata.ownerReferences).warning
  const place = rootMetadata(version.server)
  const found = checkMetadataUpdate(wantedMetadata, old, { namespaced, place })
  const { causes, warnings } = judge(wanted, version, found, { old: stored, subresource })
  if (owners !== undefined) warnings.push(ownerWarning(owners))
  if (causes.length > 0) return { causes, warnings, stored: undefined }
  if (subresource === '') warnings.push(...finalizerWarnings(wantedMetadata, old, place))
  roundTrip(wanted, version)
  return { causes, warnings, stored: forget(wanted) }
}

/** The two endpoints keep each other's part of the object. */
function prepare(object: Dict, stored: Dict, version: ServedVersion, subresource: '' | 'status'): Dict {
  const [from, to] = subresource === 'status' ? [object, copy(stored)] : [stored, object]
  if (subresource === 'status' || version.version.hasStatus) {
    if (from.status === undefined) delete to.status
    else to.status = from.status
  }
  return to
}

function copy(object: Dict): Dict {
  const out = Object.assign(newDict(), object)
  out.metadata = Object.assign(newDict(), isDict(object.metadata) ? object.metadata : {})
  return out
}

/** Does anything but metadata differ? */
function changed(object: Dict, stored: Dict): boolean {
  const keys = new Set([...Object.keys(object), ...Object.keys(stored)])
  keys.delete('metadata')
  return [...keys].some((key) => {
    const [a, b]: (Value | undefined)[] = [object[key], stored[key]]
    return a === undefined || b === undefined || !deepEqual(a, b)
  })
}

/** What every stored object has, and files leave out. */
function fillStored(metadata: Dict, namespaced: boolean): void {
  metadata.resourceVersion ??= '1'
  metadata.generation ??= 1
  metadata.creationTimestamp ??= '1970-01-01T00:00:01Z'
  if (namespaced) metadata.namespace ??= 'default'
  else delete metadata.namespace
}

/** Upstream: apiserver/pkg/registry/generic/registry/store.go; versions and UIDs are given to detect this. */
function precondition(metadata: Dict, old: Dict): Cause | undefined {
  if (metadata.resourceVersion !== old.resourceVersion) {
    const message = 'the object has been modified; please apply your changes to the latest version and try again'
    return conflict(['metadata', 'resourceVersion'], message)
  }
  const [uid, oldUid] = [metadata.uid, old.uid]
  if (uid === undefined || oldUid === undefined || uid === oldUid) return undefined
  const message = `Precondition failed: UID in precondition: ${String(uid)}, UID in object meta: ${String(oldUid)}`
  return conflict(['metadata', 'uid'], message)
}

function conflict(path: string[], message: string): Cause {
  return { code: 'CRD0126', path, field: path.join('.'), reason: 'Conflict', message }
}
