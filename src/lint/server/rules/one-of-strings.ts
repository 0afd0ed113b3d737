import { type Causes, plain } from '../causes.ts'
import type { CrdCode } from '../codes.ts'
import type { Place } from '../place.ts'

/** A text that must be given, and one of a few. Upstream: validation.go validateEnumStrings. */
export function checkOneOf(
  code: CrdCode,
  value: string,
  accepted: readonly string[],
  place: Place,
  causes: Causes,
): void {
  if (value === '') causes.required(code, place)
  else if (!accepted.includes(value)) causes.notSupported(code, place, plain(value), accepted)
}
