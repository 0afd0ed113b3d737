import { marshal } from '../../model/go/json.ts'
import { type Dict, isInt, type Value } from '../../model/value.ts'
import type { Cause } from '../cause.ts'
import { checkMetadata } from './check-metadata.ts'
import { checkNoNewFinalizers } from './finalizers.ts'
import { checkAnnotations, checkLabels } from './labels.ts'
import { checkManagedFields } from './managed-fields.ts'
import { checkOwnerReferences } from './owner-references.ts'
import { cause, child, invalid, type MetadataPlace } from './place.ts'

/**
 * All the causes about metadata of an update, as often as the server's layers tell them: a bad label three times, an
 * immutable field twice, a bad finalizer once.
 * Upstream: apiserver/pkg/registry/rest/update.go validateCommonFields, then customresource/validator.go.
 *
 * @param metadata of the new object, decoded and prepared (see prepareUpdate)
 * @param old of the stored object
 */
export function checkMetadataUpdate(
  metadata: Dict,
  old: Dict,
  { namespaced, place }: { namespaced: boolean; place: MetadataPlace },
): Cause[] {
  const changes = changeCauses(metadata, old, place)
  return [...checkMetadata(metadata, place, { namespaced, names: 'pathSegment' }), ...changes, ...changes]
}

/** Upstream: apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMetaAccessorUpdate. */
function changeCauses(metadata: Dict, old: Dict, place: MetadataPlace): Cause[] {
  const causes: Cause[] = []
  if (old.deletionTimestamp !== undefined) {
    causes.push(...checkNoNewFinalizers(metadata.finalizers, old.finalizers, place))
  }
  if (metadata.resourceVersion === undefined) {
    causes.push(invalid(child(place, 'resourceVersion'), '', 'must be specified for an update'))
  }
  const [now, before] = [metadata.generation ?? 0, old.generation ?? 0]
  if (isInt(now) && isInt(before) && now < before) {
    causes.push(invalid(child(place, 'generation'), now, 'must not be decremented'))
  }
  for (const [name, none] of immutable) {
    const value = metadata[name] ?? none
    if (value === (old[name] ?? none)) continue
    // Names print quoted; the others are no plain strings to Go, and print as JSON.
    const plain = name === 'name' || name === 'namespace'
    causes.push(
      plain
        ? invalid(child(place, name), value, 'field is immutable')
        : cause(child(place, name), 'FieldValueInvalid', `Invalid value: ${marshal(value)}: field is immutable`),
    )
  }
  return [
    ...causes,
    ...checkLabels(metadata.labels, place),
    ...checkAnnotations(metadata.annotations, place),
    ...checkOwnerReferences(metadata.ownerReferences, place),
    ...checkManagedFields(metadata.managedFields, place),
  ]
}

/** And what Go holds where they are absent. */
const immutable: readonly (readonly [string, Value])[] = [
  ['name', ''],
  ['namespace', ''],
  ['uid', ''],
  ['creationTimestamp', null],
  ['deletionTimestamp', null],
  ['deletionGracePeriodSeconds', null],
]
