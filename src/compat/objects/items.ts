import { marshal } from '../../model/go/json.ts'
import { type Dict, isDict, isList, newDict, type Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import type { OwnedStep } from './owners.ts'

/** How the items of a list are told apart: what each is called, and how managers name it. */
export interface ItemName {
  name: string
  step: OwnedStep
}

/** The items of a list by their names, if the schema says how to know them and no two are called the same. */
export function itemsByName(
  list: Value | undefined,
  schema: Schema,
): Map<string, { name: ItemName; item: Value }> | undefined {
  const items = new Map<string, { name: ItemName; item: Value }>()
  if (!isList(list)) return items
  for (const item of list) {
    const name = schema.listType === 'set' ? setName(item) : mapName(item, schema)
    if (!name || items.has(name.name)) return undefined
    items.set(name.name, { name, item })
  }
  return items
}

function setName(item: Value): ItemName {
  return { name: `[=${marshal(item)}]`, step: { value: item } }
}

/** A key that is left out may have a default. */
function mapName(item: Value, schema: Schema): ItemName | undefined {
  if (!isDict(item)) return undefined
  const keys: Dict = newDict()
  for (const key of [...schema.listMapKeys].sort()) {
    const value = item[key] ?? schema.items?.properties.get(key)?.default
    if (value === undefined) continue
    if (typeof value === 'object' && value !== null) return undefined
    keys[key] = value
  }
  const name = schema.listMapKeys.flatMap((key) => (keys[key] === undefined ? [] : `${key}=${textOf(keys[key])}`))
  return { name: `[${name.join(',')}]`, step: { keys } }
}

function textOf(value: Value): string {
  return typeof value === 'string' && /^[\w./:-]+$/.test(value) ? value : marshal(value)
}
