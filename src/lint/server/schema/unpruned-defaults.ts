import type { ServerVersion } from '../../../model/server-version.ts'
import { clone, type Dict, deepEqual, isDict, newDict, type Value } from '../../../model/value.ts'
import { Schema } from '../../../schema/schema.ts'
import { Node } from '../../../validation/node.ts'
import { prune } from '../../../validation/prune.ts'
import type { SchemaProps } from '../types.ts'

/**
 * Does a structural schema have a default that pruning would change? A stored CRD may: then updates may too.
 * Upstream: apiserver/schema/defaulting/prune.go, which follows additionalProperties as well.
 */
export function hasUnprunedDefault(root: SchemaProps, server: ServerVersion): boolean {
  if (!root.raw) return false
  const node = new Node(new Schema(root.raw), server)
  return visit(root, [], node)
}

function visit(schema: SchemaProps, steps: readonly (string | number)[], root: Node): boolean {
  if (schema.default !== undefined && isChanged(schema.default, steps, root)) return true
  const additional = schema.additionalProperties?.schema
  if (additional && visit(additional, [...steps, '*'], root)) return true
  if (schema.items?.schema && visit(schema.items.schema, [...steps, 0], root)) return true
  for (const [name, child] of schema.properties ?? []) if (visit(child, [...steps, name], root)) return true
  return false
}

function isChanged(value: Value, steps: readonly (string | number)[], root: Node): boolean {
  let object: Value = clone(value)
  for (const step of [...steps].reverse()) {
    if (typeof step === 'number') object = [object]
    else {
      const dict: Dict = newDict()
      dict[step] = object
      object = dict
    }
  }
  if (!isDict(object)) return false
  prune(object, root)
  let pruned: Value | undefined = object
  for (const step of steps) pruned = (pruned as Record<string | number, Value | undefined>)[step]
  return pruned === undefined || !deepEqual(pruned, value)
}
