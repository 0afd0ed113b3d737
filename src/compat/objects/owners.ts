import { marshal } from '../../model/go/json.ts'
import { type Dict, isDict, isList, type Value } from '../../model/value.ts'

/**
 * What managers own of a value. `fields` as in fieldsV1; undefined: all of it.
 * Upstream: structured-merge-diff v6, fieldpath/serialize.go.
 */
export interface Owned {
  manager: string
  fields: Dict | undefined
}

/** A step in fieldsV1: a field, an item known by its keys, or one known by its value. */
export type OwnedStep = { field: string } | { keys: Dict } | { value: Value }

/** The managers of an object, from metadata.managedFields. */
export function ownersOf(object: Dict): Owned[] {
  const managed = isDict(object.metadata) ? object.metadata.managedFields : undefined
  if (!isList(managed)) return []
  return managed.filter(isDict).flatMap(({ manager, fieldsV1 }) => {
    if (typeof manager !== 'string' || !isDict(fieldsV1)) return []
    return [{ manager, fields: fieldsV1 }]
  })
}

/** What of it they own one step below. */
export function ownedBelow(owners: readonly Owned[], step: OwnedStep): Owned[] {
  return owners.flatMap(({ manager, fields }): Owned[] => {
    if (!fields) return [{ manager, fields }]
    const below = fields[nameOf(fields, step)]
    if (!isDict(below)) return []
    // Who has a field and names nothing within has it as a whole.
    return [{ manager, fields: Object.keys(below).length > 0 ? below : undefined }]
  })
}

function nameOf(fields: Dict, step: OwnedStep): string {
  if ('field' in step) return `f:${step.field}`
  // As the server writes them: keys in order, no spaces.
  const exact = 'keys' in step ? `k:${marshal(step.keys)}` : `v:${marshal(step.value)}`
  return fields[exact] === undefined ? '' : exact
}
