import { type Dict, isDict, isList, type List, type Value } from '../../../../src/model/value.ts'
import { isObject, type JSONObject } from '../json.ts'

/** A place in a resource, and the schema that judges what stands there, where there is one. */
export interface Slot {
  parent: Dict | List
  key: string | number
  schema: JSONObject | undefined
}

/** Every place of a resource but its own apiVersion, kind and metadata. */
export function slots(root: Dict, schema: JSONObject): Slot[] {
  const out: Slot[] = []
  visit(root, schema, out)
  const own = new Set(['apiVersion', 'kind', 'metadata'])
  return out.filter((slot) => slot.parent !== root || !own.has(slot.key as string)).filter((s) => !isBelow(root, s))
}

/** Is it below the resource's own metadata? */
function isBelow(root: Dict, { parent }: Slot): boolean {
  const todo: Value[] = [root.metadata ?? null]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (next === parent) return true
    if (isList(next)) todo.push(...next)
    else if (isDict(next)) todo.push(...(Object.values(next) as Value[]))
  }
  return false
}

function visit(value: Value, schema: JSONObject | undefined, out: Slot[]): void {
  if (isList(value)) {
    const items = isObject(schema?.items) ? schema.items : undefined
    for (const [key, item] of value.entries()) {
      out.push({ parent: value, key, schema: items })
      visit(item, items, out)
    }
  } else if (isDict(value)) {
    for (const key of Object.keys(value)) {
      const child = childSchema(schema, key)
      out.push({ parent: value, key, schema: child })
      visit(value[key]!, child, out)
    }
  }
}

export function childSchema(schema: JSONObject | undefined, key: string): JSONObject | undefined {
  const properties = schema?.properties
  if (isObject(properties) && Object.hasOwn(properties, key)) {
    const child = properties[key]
    return isObject(child) ? child : undefined
  }
  return isObject(schema?.additionalProperties) ? schema.additionalProperties : undefined
}

export function read({ parent, key }: Slot): Value {
  return (parent as Record<string | number, Value>)[key]!
}

export function put({ parent, key }: Slot, value: Value): void {
  ;(parent as Record<string | number, Value>)[key] = value
}

export function remove({ parent, key }: Slot): void {
  if (isList(parent)) parent.splice(key as number, 1)
  else delete parent[key]
}
