import { clone, type Dict, deepEqual, isDict, isList, newDict, type Value } from '../model/value.ts'
import { applyDefaults } from '../validation/default.ts'
import type { Node } from '../validation/node.ts'

/** The value less what the server fills in by itself. */
export function withoutDefaults(value: Value, node: Node): Value {
  if (isList(value)) return node.items ? value.map((item) => withoutDefaults(item, node.items!)) : value
  if (!isDict(value)) return value
  const out: Dict = newDict()
  for (const key of Object.keys(value)) {
    const child = node.property(key) ?? node.additional
    const item = value[key]!
    if (!child) out[key] = item
    else if (!node.property(key) || !isFilledIn(item, child)) out[key] = withoutDefaults(item, child)
  }
  return out
}

function isFilledIn(value: Value, node: Node): boolean {
  if (node.default === undefined) return false
  const made = clone(node.default)
  applyDefaults(made, node)
  return deepEqual(made, value)
}
