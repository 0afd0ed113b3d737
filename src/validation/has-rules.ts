import type { Schema } from '../schema/schema.ts'

const known = new WeakMap<Schema, boolean>()

/**
 * Does the schema, or one below it, have CEL rules? Those inside combinators do not count.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go hasXValidations.
 */
export function hasRules(schema: Schema): boolean {
  let answer = known.get(schema)
  if (answer === undefined) {
    answer = search(schema)
    known.set(schema, answer)
  }
  return answer
}

function search(root: Schema): boolean {
  const todo = [root]
  for (let schema = todo.pop(); schema; schema = todo.pop()) {
    if (schema.validations.length > 0) return true
    if (schema.items) todo.push(schema.items)
    if (typeof schema.additionalProperties === 'object') todo.push(schema.additionalProperties)
    for (const name of schema.properties.mayHold('x-kubernetes-validations')) todo.push(schema.properties.get(name)!)
  }
  return false
}
