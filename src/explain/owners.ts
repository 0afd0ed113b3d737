import { marshal } from '../model/go/json.ts'
import { type Dict, fromPlain, isDict, isList, type Value } from '../model/value.ts'

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
  const { byValue, byKeys } = itemsOf(tree)
  const named =
    byValue.get(marshal(item)) ??
    byKeys.map(({ names, items }) => isDict(item) && items.get(keyText(item, names))).find((found) => found)
  return named || tree[`i:${index}`]
}

/** The items of a list that a tree speaks of, to be found by what they are. */
interface Items {
  byValue: Map<string, Value>
  byKeys: { names: string[]; items: Map<string, Value> }[]
}

const known = new WeakMap<Dict, Items>()

function itemsOf(tree: Dict): Items {
  let items = known.get(tree)
  if (!items) known.set(tree, (items = readItems(tree)))
  return items
}

function readItems(tree: Dict): Items {
  const byValue = new Map<string, Value>()
  const byKeys = new Map<string, Items['byKeys'][number]>()
  for (const name of Object.keys(tree)) {
    const said = /^[vk]:/.test(name) ? parse(name.slice(2)) : undefined
    if (said === undefined) continue
    if (name.startsWith('v:')) byValue.set(marshal(said), tree[name]!)
    else if (isDict(said)) {
      const names = Object.keys(said).sort()
      const same = byKeys.get(names.join('\0')) ?? { names, items: new Map<string, Value>() }
      byKeys.set(names.join('\0'), same)
      same.items.set(keyText(said, names), tree[name]!)
    }
  }
  return { byValue, byKeys: [...byKeys.values()] }
}

function keyText(item: Dict, names: readonly string[]): string {
  return names.map((name) => (item[name] === undefined ? '' : marshal(item[name]))).join('\0')
}

function parse(json: string): Value | undefined {
  try {
    return fromPlain(JSON.parse(json))
  } catch {
    return undefined
  }
}
