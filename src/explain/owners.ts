import { marshal } from '../model/go/json.ts'
import { type Dict, deepEqual, fromPlain, isDict, isList, type Value } from '../model/value.ts'

/** Which manager owns which fields, from metadata.managedFields. */
export interface Owners {
  /** Managers that own the value at a path, oldest entry first; the empty list when nobody does. */
  of(path: readonly (string | number)[]): string[]
}

/**
 * Reads metadata.managedFields; undefined when there are none, as in a file that never was on a server.
 * Upstream: structured-merge-diff fieldpath/serialize.go (`f:` a field, `k:` keys of an item, `v:` a value, `i:` an index).
 */
export function ownersOf(object: Dict): Owners | undefined {
  const entries = isDict(object.metadata) ? object.metadata.managedFields : undefined
  if (!isList(entries) || entries.length === 0) return undefined
  return {
    of(path) {
      const managers = entries.filter(isDict).filter((entry) => owns(entry.fieldsV1, object, path))
      return [...new Set(managers.flatMap(({ manager }) => (typeof manager === 'string' ? manager : [])))]
    },
  }
}

function owns(fields: Value | undefined, object: Value, path: readonly (string | number)[]): boolean {
  let tree = fields
  let value: Value | undefined = object
  for (const step of path) {
    if (!isDict(tree)) return false
    const next: Value | undefined =
      typeof step === 'string' ? tree[`f:${step}`] : isList(value) ? itemIn(tree, value[step], step) : undefined
    // Nothing below it: the whole is owned at once, as atomic lists and maps are.
    if (next === undefined) return tree !== fields && Object.keys(tree).length === 0
    tree = next
    value = isList(value) && typeof step === 'number' ? value[step] : isDict(value) ? value[step] : undefined
  }
  return isDict(tree) && (Object.keys(tree).length === 0 || tree['.'] !== undefined)
}

function itemIn(tree: Dict, item: Value | undefined, index: number): Value | undefined {
  if (item === undefined) return undefined
  const byValue = tree[`v:${marshal(item)}`]
  if (byValue !== undefined) return byValue
  for (const key of Object.keys(tree)) {
    if (key.startsWith('k:') && isDict(item)) {
      const keys = parse(key.slice(2))
      if (
        isDict(keys) &&
        Object.keys(keys).every((name) => item[name] !== undefined && deepEqual(item[name]!, keys[name]!))
      )
        return tree[key]
    }
  }
  return tree[`i:${index}`]
}

function parse(json: string): Value | undefined {
  try {
    return fromPlain(JSON.parse(json))
  } catch {
    return undefined
  }
}
