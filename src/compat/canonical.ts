import { marshal } from '../model/go/json.ts'
import { type Dict, isDict, isList, newDict, type Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'

const words = new Set(['description', 'title', 'example', 'externalDocs'])
/** Lists whose order says nothing. */
const sets = new Set(['required', 'anyOf', 'oneOf', 'allOf', 'x-kubernetes-list-map-keys'])
/** Whose absence means false. */
const flags = new Set(['nullable', 'uniqueItems', 'exclusiveMinimum', 'exclusiveMaximum'])

/** What a schema says of values, as a text: two schemas with one text say the same, however they are written. */
export function canonical(schema: Schema): string {
  return marshal(reduced(schema.raw))
}

function reduced(schema: Dict): Dict {
  const out = newDict()
  for (const key of Object.keys(schema)) {
    const value = schema[key]!
    if (words.has(key) || (flags.has(key) && value === false)) continue
    if (key === 'properties' && isDict(value)) {
      const properties = newDict()
      for (const name of Object.keys(value)) properties[name] = below(value[name]!)
      out[key] = properties
    } else if (sets.has(key) && isList(value))
      out[key] = [...new Map(value.map(below).map((item) => [marshal(item), item])).entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, item]) => item)
    else if (['items', 'additionalProperties', 'not'].includes(key)) out[key] = below(value)
    else out[key] = value
  }
  return out
}

function below(value: Value): Value {
  return isDict(value) ? reduced(value) : value
}
