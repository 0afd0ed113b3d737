import type { Dict } from '../../../model/value.ts'
import { type Causes, plain } from '../causes.ts'
import { Place } from '../place.ts'
import type { Definition } from '../types.ts'

/**
 * The name says which resource it defines, and so must what a name is generated from.
 * Upstream: validation.go ValidateCustomResourceDefinition.
 * @param metadata with its name generated
 */
export function checkDefinitionName(crd: Definition, metadata: Dict, causes: Causes): void {
  const name = `${crd.spec.names.plural}.${crd.spec.group}`
  for (const field of ['generateName', 'name']) {
    const value = metadata[field]
    if (typeof value !== 'string' || value === '' || value === name) continue
    const place = Place.root('metadata').child(field)
    causes.invalid('CRD0203', place, plain(value), 'must be spec.names.plural+"."+spec.group')
  }
}
