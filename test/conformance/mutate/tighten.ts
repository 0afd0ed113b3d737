import { type Dict, Float, isDict, isList, type Value } from '../../../src/model/value.ts'
import type { JSONObject } from './json.ts'
import { below, chance, pick, type Random } from './random.ts'
import { read, slots } from './resource/slots.ts'
import { ruleFor } from './rule-pool.ts'

/**
 * Changes a schema in place so that it refuses values that the resource holds: what happens to stored objects when a
 * definition becomes stricter.
 */
export function tighten(random: Random, schema: JSONObject, resource: Dict, rules: boolean): void {
  const judged = slots(resource, schema).filter((slot) => slot.schema !== undefined)
  for (let i = 1 + below(random, 3); i > 0 && judged.length > 0; i--) {
    const slot = pick(random, judged)
    const value = read(slot)
    if (rules && chance(random, 0.3)) addRule(random, slot.schema!)
    else if (chance(random, 0.2)) combine(random, slot.schema!, value)
    else Object.assign(slot.schema!, stricter(random, value))
  }
}

function stricter(random: Random, value: Value): JSONObject {
  if (typeof value === 'string') {
    return pick<JSONObject>(random, [
      { maxLength: Math.max(0, value.length - 1) },
      { minLength: value.length + 1 },
      { pattern: '^zzz$' },
      { enum: ['zzz', 'a'] },
      { format: 'date' },
    ])
  }
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Float) {
    const number = value instanceof Float ? value.value : Number(value)
    return pick<JSONObject>(random, [
      { maximum: number - 1 },
      { minimum: number + 1 },
      { multipleOf: 7 },
      { enum: [7] },
    ])
  }
  if (isList(value))
    return pick<JSONObject>(random, [{ maxItems: Math.max(0, value.length - 1) }, { minItems: value.length + 1 }])
  if (isDict(value)) {
    const count = Object.keys(value).length
    return pick<JSONObject>(random, [
      { maxProperties: Math.max(0, count - 1) },
      { minProperties: count + 1 },
      { required: ['zzz'] },
    ])
  }
  return { nullable: false }
}

function combine(random: Random, schema: JSONObject, value: Value): void {
  const key = pick(random, ['allOf', 'anyOf', 'oneOf', 'not'])
  if (schema[key] !== undefined) return
  const branch = stricter(random, value)
  schema[key] =
    key === 'not' ? pick(random, [{}, branch]) : chance(random, 0.5) ? [branch] : [branch, stricter(random, value)]
}

function addRule(random: Random, schema: JSONObject): void {
  const rule = ruleFor(random, schema, false)
  if (!rule) return
  const list = schema['x-kubernetes-validations']
  if (Array.isArray(list)) list.push(rule)
  else schema['x-kubernetes-validations'] = [rule]
}
