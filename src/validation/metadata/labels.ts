import { utf8Length } from '../../model/go/utf8.ts'
import { isLabelValue, isQualifiedName, toLower } from '../../model/names.ts'
import { isDict, type Value } from '../../model/value.ts'
import type { Cause } from '../cause.ts'
import { child, invalid, type MetadataPlace, tooLong } from './place.ts'

/** Upstream: apimachinery/pkg/apis/meta/v1/validation ValidateLabels. */
export function checkLabels(labels: Value | undefined, place: MetadataPlace): Cause[] {
  return entries(labels).flatMap(([key, value]) => {
    const at = child(place, 'labels', key)
    return [
      ...isQualifiedName(key).map((text) => atKey(invalid(at, key, text))),
      ...isLabelValue(value).map((text) => invalid(at, value, text)),
    ]
  })
}

const maxAnnotations = 256 * 1024

/** Upstream: apimachinery/pkg/api/validation/objectmeta.go ValidateAnnotations. */
export function checkAnnotations(annotations: Value | undefined, place: MetadataPlace): Cause[] {
  const all = entries(annotations)
  const causes = all.flatMap(([key]) => {
    const at = child(place, 'annotations', key)
    return isQualifiedName(toLower(key)).map((text) => atKey(invalid(at, key, text)))
  })
  let size = 0
  for (const [key, value] of all) size += utf8Length(key) + utf8Length(value)
  if (size > maxAnnotations) causes.push(tooLong(child(place, 'annotations'), maxAnnotations))
  return causes
}

function entries(map: Value | undefined): [string, string][] {
  return isDict(map) ? (Object.entries(map) as [string, string][]) : []
}

function atKey(cause: Cause): Cause {
  return { ...cause, atKey: true }
}
