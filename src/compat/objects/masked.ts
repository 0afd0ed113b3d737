import { type Dict, isDict, isList, newDict, type Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'

/**
 * A value with what is secret (`format: password`) hidden, as kubectl hides the data of secrets: whether it differs can be
 * seen, what it is cannot.
 * @param other the same place on the other side
 * @param side `before` or `after`
 */
export function masked(value: Value, other: Value | undefined, schema: Schema | undefined, side: string): Value {
  if (!schema) return value
  if (schema.format === 'password') return other === undefined || other === value ? '***' : `*** (${side})`
  if (isList(value))
    return value.map((item, i) => masked(item, isList(other) ? other[i] : undefined, schema.items, side))
  if (!isDict(value)) return value
  const out: Dict = newDict()
  for (const [key, item] of Object.entries(value)) {
    const { additionalProperties: values } = schema
    const below = schema.properties.get(key) ?? (typeof values === 'object' ? values : undefined)
    out[key] = masked(item!, isDict(other) ? other[key] : undefined, below, side)
  }
  return out
}
