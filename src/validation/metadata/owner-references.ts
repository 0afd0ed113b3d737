import { marshal, marshalString } from '../../model/go/json.ts'
import { parseApiVersion } from '../../model/gvk.ts'
import { type Dict, deepEqual, isDict, isList, type Value } from '../../model/value.ts'
import type { Cause } from '../cause.ts'
import { cause, child, invalid, type MetadataPlace } from './place.ts'

/** Upstream: apimachinery/pkg/api/validation/objectmeta.go ValidateOwnerReferences; the server's paths have no index. */
export function checkOwnerReferences(references: Value | undefined, place: MetadataPlace): Cause[] {
  const causes: Cause[] = []
  const list = dicts(references)
  let controller = ''
  list.forEach((reference, i) => {
    causes.push(...checkReference(reference, { ...child(place, 'ownerReferences', i) }))
    if (reference.controller !== true) return
    const name = `${reference.kind}/${reference.name}`
    if (controller === '') controller = name
    else {
      const at = child(place, 'ownerReferences', i, 'controller')
      const text = `[${list.map(referenceText).join(',')}]`
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`
      causes.push(cause(at, 'FieldValueInvalid', `Invalid value: ${text}: ${detail}`))
    }
  })
  return causes
}

function checkReference(reference: Dict, place: MetadataPlace): Cause[] {
  const { apiVersion, kind, name, uid } = reference as Record<string, string>
  const causes: Cause[] = []
  const [group, version] = groupVersion(apiVersion!)
  if (version === '') causes.push(invalid(child(place, 'apiVersion'), apiVersion!, 'version must not be empty'))
  if (kind === '') causes.push(invalid(child(place, 'kind'), '', 'must not be empty'))
  if (name === '') causes.push(invalid(child(place, 'name'), '', 'must not be empty'))
  if (uid === '') causes.push(invalid(child(place, 'uid'), '', 'must not be empty'))
  if (group === '' && version === 'v1' && kind === 'Event') {
    const text = referenceText(reference)
    const message = `Invalid value: ${text}: /v1, Kind=Event is disallowed from being an owner`
    causes.push(cause(place, 'FieldValueInvalid', message))
  }
  return causes
}

/** `/` alone and two slashes give nothing. */
function groupVersion(apiVersion: string): [string, string] {
  const gv = apiVersion === '/' ? undefined : parseApiVersion(apiVersion)
  return gv ? [gv.group, gv.version] : ['', '']
}

/** As Go writes the struct: fields in its own order. */
function referenceText(reference: Dict): string {
  const order = ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion']
  const fields = order.flatMap((key) => {
    const value = reference[key]
    return value === undefined ? [] : [`${marshalString(key)}:${marshal(value)}`]
  })
  return `{${fields.join(',')}}`
}

/**
 * Drops references that equal an earlier one, which the server does before anything is validated.
 * Upstream: apiserver/pkg/endpoints/handlers/rest.go dedupOwnerReferences.
 * @returns the list to keep, and the response warning if something was dropped
 */
export function dedupOwnerReferences(references: Value | undefined): { kept: Value[]; warning: string | undefined } {
  const kept: Dict[] = []
  const uids: string[] = []
  const byUid = new Map<Value, Dict[]>()
  for (const reference of dicts(references)) {
    const seen = byUid.get(reference.uid!)
    if (seen?.some((earlier) => deepEqual(earlier, reference))) {
      uids.push(String(reference.uid))
      continue
    }
    if (seen) seen.push(reference)
    else byUid.set(reference.uid!, [reference])
    kept.push(reference)
  }
  if (uids.length === 0) return { kept, warning: undefined }
  return {
    kept,
    warning: `.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${uids.join(', ')}`,
  }
}

function dicts(list: Value | undefined): Dict[] {
  return isList(list) ? list.filter(isDict) : []
}
