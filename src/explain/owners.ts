import { type Dict, deepEqual, fromPlain, isDict, isList, type Value } from '../model/value.ts'

/** Which manager owns which fields, from metadata.managedFields. */
export interface Owners {
  /**
   * Managers that own the value at a path, in the order of their entries: `kubectl`, `controller (status)` for what was
   * written through a subresource; the empty list when nobody does.
   */
  of(path: readonly (string | number)[]): string[]
}

/**
 * Reads metadata.managedFields; undefined when there are none, as in a file that never was on a server.
 * Upstream: structured-merge-diff fieldpath/serialize.go and serialize-pe.go: `f:` a field, `k:` the keys of an item,
 * `v:` an item by its value, `i:` one by its index, `.` the thing itself beside what is in it.
 */
export function ownersOf(object: Dict): Owners | undefined {
  const entries = isDict(object.metadata) ? object.metadata.managedFields : undefined
  if (!isList(entries) || entries.length === 0) return undefined
  return {
    of(path) {
      const managers = entries.filter(isDict).filter((entry) => owns(entry.fieldsV1, object, path))
      return [...new Set(managers.flatMap(managerOf))]
    },
  }
}

function managerOf({ manager, subresource }: Dict): string[] {
  if (typeof manager !== 'string') return []
  return [typeof subresource === 'string' && subresource !== '' ? `${manager} (${subresource})` : manager]
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
  const names = Object.keys(tree)
  const named = names.find(
    (name) =>
      (name.startsWith('v:') && isSame(parse(name.slice(2)), item)) ||
      (name.startsWith('k:') && hasKeys(item, parse(name.slice(2)))),
  )
  return named === undefined ? tree[`i:${index}`] : tree[named]
}

function hasKeys(item: Value, keys: Value | undefined): boolean {
  return isDict(item) && isDict(keys) && Object.keys(keys).every((name) => isSame(item[name], keys[name]!))
}

function isSame(a: Value | undefined, b: Value): boolean {
  return a !== undefined && deepEqual(a, b)
}

function parse(json: string): Value | undefined {
  try {
    return fromPlain(JSON.parse(json))
  } catch {
    return undefined
  }
}
