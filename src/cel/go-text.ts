import { goTypeName } from './go-type.ts'
import { doubleText } from './library/to-text.ts'
import { CelFailure, type CelValue, Optional, TypeValue, Uint } from './value.ts'

/** A value as Go's %v prints it, of the kinds that come up in messages; of others their type. */
export function goText(value: CelValue): string {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return doubleText(value)
  if (value === null) return '0'
  if (value instanceof Uint) return String(value.value)
  if (value instanceof TypeValue) return value.name
  if (value instanceof CelFailure) return value.message
  if (value instanceof Optional)
    return value.value === undefined ? 'optional.none()' : `optional(${goText(value.value)})`
  return goTypeName(value)
}
