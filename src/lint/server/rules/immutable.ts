import type { Causes } from '../causes.ts'
import type { Place } from '../place.ts'

/** Upstream: apimachinery/pkg/api/validation/objectmeta.go ValidateImmutableField. */
export function checkImmutable(
  now: string,
  before: string,
  print: (value: string) => string,
  place: Place,
  causes: Causes,
): void {
  if (now !== before) causes.invalid('CRD0217', place, print(now), 'field is immutable')
}
