import { isPrint } from '../../model/go/is-print.ts'
import { utf8Length } from '../../model/go/utf8.ts'
import { type Dict, isDict, isList, type Value } from '../../model/value.ts'
import type { Cause } from '../cause.ts'
import { child, invalid, type MetadataPlace, tooLong } from './place.ts'

/**
 * Of embedded resources only: an object's own managed fields are rebuilt by the server.
 * Upstream: apimachinery/pkg/apis/meta/v1/validation ValidateManagedFields.
 */
export function checkManagedFields(list: Value | undefined, place: MetadataPlace): Cause[] {
  if (!isList(list)) return []
  return list.filter(isDict).flatMap((entry, i) => {
    const at = child(place, 'managedFields', i)
    return checkEntry(entry, { ...at, field: `${at.field}[${i}]` })
  })
}

function checkEntry(entry: Dict, place: MetadataPlace): Cause[] {
  const text = (value: Value | undefined) => (typeof value === 'string' ? value : '')
  const [operation, type, manager] = [text(entry.operation), text(entry.fieldsType), text(entry.manager)]
  const causes: Cause[] = []
  if (operation !== 'Apply' && operation !== 'Update') {
    causes.push(invalid(child(place, 'operation'), operation, 'must be `Apply` or `Update`'))
  }
  if (type !== '' && type !== 'FieldsV1') causes.push(invalid(child(place, 'fieldsType'), type, 'must be `FieldsV1`'))
  if (utf8Length(manager) > 128) causes.push(tooLong(child(place, 'manager'), 128))
  let offset = 0
  for (const char of manager) {
    const code = char.codePointAt(0)!
    if (!isPrint(code)) {
      const name = code.toString(16).toUpperCase().padStart(4, '0')
      causes.push(invalid(child(place, 'manager'), manager, `invalid character U+${name} (at position ${offset})`))
    }
    offset += utf8Length(char)
  }
  if (utf8Length(text(entry.subresource)) > 256) causes.push(tooLong(child(place, 'subresource'), 256))
  return causes
}
