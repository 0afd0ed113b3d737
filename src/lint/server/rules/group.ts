import { isDNS1123Subdomain } from '../../../model/names.ts'
import { type Causes, plain } from '../causes.ts'
import type { Place } from '../place.ts'

/** Upstream: validation.go validateCustomResourceDefinitionSpec. */
export function checkGroup(group: string, place: Place, causes: Causes): void {
  if (group === '') {
    causes.required('CRD0204', place)
    return
  }
  const errors = isDNS1123Subdomain(group)
  if (errors.length > 0) causes.invalid('CRD0204', place, plain(group), errors.join(','))
  else if (!group.includes('.')) {
    causes.invalid('CRD0204', place, plain(group), 'should be a domain with at least one dot')
  }
}
