import { type Causes, plain } from '../causes.ts'
import type { Place } from '../place.ts'
import { conversionError } from '../schema/convertible.ts'
import { findField } from '../schema/field-path.ts'
import type { SchemaProps, SelectableField } from '../types.ts'

const code = 'CRD0213'
const max = 8

/**
 * Upstream: validation.go ValidateCustomResourceSelectableFields.
 * @param allowTooMany there were too many before, and they are the same
 * @param schemaAt where the server tells of a schema that it cannot convert
 */
export function checkSelectableFields(
  fields: readonly SelectableField[],
  schema: SchemaProps,
  allowTooMany: boolean,
  place: Place,
  schemaAt: Place,
  causes: Causes,
): void {
  const error = conversionError(schema)
  if (error !== undefined) {
    causes.invalid('CRD0221', schemaAt, plain(''), error)
    causes.explain('with selectableFields the API server fails on this with an internal error (500)')
    return
  }
  const seen = new Set<string>()
  fields.forEach((field, i) => {
    const at = place.index(i).at(field.spot).child('jsonPath')
    const path = field.jsonPath
    if (path === '') {
      causes.required(code, at)
      return
    }
    const found = findField(path, schema, false)
    if ('error' in found) {
      causes.invalid(code, at, plain(path), `is an invalid path: ${found.error}`)
      return
    }
    if (found.root === 'metadata') {
      causes.invalid(code, at, plain(path), 'must not point to fields in metadata')
    }
    if (!['string', 'boolean', 'integer'].includes(found.schema?.type ?? '')) {
      const detail =
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.'
      causes.invalid(code, at, plain(path), detail)
    }
    if (seen.has(found.text)) causes.duplicate(code, at, plain(path))
    else seen.add(found.text)
  })
  if (seen.size > max && !allowTooMany) causes.tooMany(code, place, seen.size, max)
}
