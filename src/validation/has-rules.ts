import { mayHold } from '../model/unread.ts'
import { type Dict, isDict } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'

const known = new WeakMap<Schema, boolean>()
const key = 'x-kubernetes-validations'

/**
 * Does the schema, or one below it, have CEL rules? Those inside combinators do not count.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go hasXValidations.
 */
export function hasRules(schema: Schema): boolean {
  let answer = known.get(schema)
  if (answer === undefined) {
    answer = search(schema.raw)
    known.set(schema, answer)
  }
  return answer
}

function search(root: Dict): boolean {
  const todo = [root]
  for (let raw = todo.pop(); raw; raw = todo.pop()) {
    const rules = raw[key]
    if (Array.isArray(rules) && rules.some(isDict)) return true
    for (const name of ['items', 'additionalProperties']) {
      if (name in raw && mayHold(raw, name, key) && isDict(raw[name])) todo.push(raw[name])
    }
    if (!('properties' in raw) || !mayHold(raw, 'properties', key)) continue
    const { properties } = raw
    if (!isDict(properties)) continue
    for (const name in properties) {
      if (mayHold(properties, name, key) && isDict(properties[name])) todo.push(properties[name])
    }
  }
  return false
}
