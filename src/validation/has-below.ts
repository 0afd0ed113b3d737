import { mayHold } from '../model/unread.ts'
import { type Dict, isDict, type Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'

/**
 * Does the schema, or one below it, have CEL rules? Those inside combinators do not count.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go hasXValidations.
 */
export const hasRules = search('x-kubernetes-validations', (value) => Array.isArray(value) && value.some(isDict))

/** The same for embedded resources. */
export const hasEmbedded = search('x-kubernetes-embedded-resource', (value) => value === true)

/** Whether a schema or one below it has this key with such a value, as a function that remembers its answers. */
function search(key: string, isIt: (value: Value | undefined) => boolean): (schema: Schema) => boolean {
  const known = new WeakMap<Schema, boolean>()
  return (schema) => {
    let answer = known.get(schema)
    if (answer === undefined) {
      answer = holds(schema.raw, key, isIt)
      known.set(schema, answer)
    }
    return answer
  }
}

function holds(root: Dict, key: string, isIt: (value: Value | undefined) => boolean): boolean {
  const todo = [root]
  const add = (raw: Dict, name: string) => {
    if (mayHold(raw, name, key) && isDict(raw[name])) todo.push(raw[name])
  }
  for (let raw = todo.pop(); raw; raw = todo.pop()) {
    if (isIt(raw[key])) return true
    add(raw, 'items')
    add(raw, 'additionalProperties')
    if (!mayHold(raw, 'properties', key)) continue
    const { properties } = raw
    if (isDict(properties)) for (const name of Object.keys(properties)) add(properties, name)
  }
  return false
}
