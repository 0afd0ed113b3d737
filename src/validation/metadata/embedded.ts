import type { Value } from '../../model/value.ts'
import type { Cause } from '../cause.ts'
import { badValue } from '../go-text.ts'
import { checkMetadata } from './check-metadata.ts'
import { decodeMetadata } from './decode.ts'
import { cause, type MetadataPlace } from './place.ts'

/**
 * Validates the metadata of an embedded resource. It need not have a name, and is judged as namespaced if it says a
 * namespace; the names have the rules of a URL's path only.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/objectmeta/validation.go validateEmbeddedResource.
 */
export function checkEmbeddedMetadata(raw: Value, place: MetadataPlace): Cause[] {
  const decoded = decodeMetadata(raw)
  if ('error' in decoded) {
    const text = `Invalid value: ${badValue(raw, place.version)}: ${decoded.error}`
    return [cause(place, 'FieldValueInvalid', text)]
  }
  const { metadata } = decoded
  metadata.name ??= 'fakename'
  return checkMetadata(metadata, place, { namespaced: metadata.namespace !== undefined, names: 'pathSegment' })
}
