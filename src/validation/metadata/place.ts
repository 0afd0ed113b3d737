import type { Path } from '../../model/path.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import type { Value } from '../../model/value.ts'
import type { Cause, CauseReason } from '../cause.ts'
import { badValue } from '../go-text.ts'

/** Where a piece of metadata stands: as a path, and as the server prints it (`metadata`, `spec.e.metadata`). */
export interface MetadataPlace {
  path: Path
  field: string
  version: ServerVersion
}

/** The place of an object's own metadata. */
export function rootMetadata(version: ServerVersion): MetadataPlace {
  return { path: ['metadata'], field: 'metadata', version }
}

export function child(place: MetadataPlace, name: string, ...deeper: Path): MetadataPlace {
  return { ...place, path: [...place.path, name, ...deeper], field: `${place.field}.${name}` }
}

/** The code of all causes about metadata. */
export const metadataCode = 'CRD0121'

export function cause(place: MetadataPlace, reason: CauseReason, message: string): Cause {
  return { code: metadataCode, path: place.path, field: place.field, reason, message }
}

/** `Invalid value: …: detail` */
export function invalid(place: MetadataPlace, value: Value, detail: string): Cause {
  return cause(place, 'FieldValueInvalid', `Invalid value: ${badValue(value, place.version)}: ${detail}`)
}

export function required(place: MetadataPlace, detail: string): Cause {
  return cause(place, 'FieldValueRequired', detail === '' ? 'Required value' : `Required value: ${detail}`)
}

export function forbidden(place: MetadataPlace, detail: string): Cause {
  return cause(place, 'FieldValueForbidden', `Forbidden: ${detail}`)
}

/** Before 1.32 the sentence was another. */
export function tooLong(place: MetadataPlace, bytes: number): Cause {
  const sentence = place.version.minor >= 32 ? 'may not be more than' : 'may not be longer than'
  return cause(place, 'FieldValueTooLong', `Too long: ${sentence} ${bytes}${place.version.minor >= 32 ? ' bytes' : ''}`)
}
