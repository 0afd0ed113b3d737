import { marshal } from '../model/go/json.ts'
import { Float, isDict, isList, newDict, type Value } from '../model/value.ts'
import type { Cause } from './cause.ts'
import { FieldPath } from './field-path.ts'
import { badValue } from './go-text.ts'
import type { Node } from './node.ts'

/**
 * Items of a list-type set or map that occur twice.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/listtype/validation.go.
 */
export function checkListTypes(object: Value, root: Node): Cause[] {
  const causes: Cause[] = []
  walk(object, root, new FieldPath(), causes)
  return causes
}

function walk(value: Value, node: Node, path: FieldPath, causes: Cause[]): void {
  if (isList(value)) {
    if (node.listType === 'set') duplicates(node, value, value, path, causes, 'CRD0119')
    else if (node.listType === 'map') checkMap(node, value, path, causes)
    if (!node.items) return
    for (let i = 0; i < value.length; i++) {
      if (typeof value[i] !== 'object') continue
      path.index(i)
      walk(value[i]!, node.items, path, causes)
      path.pop()
    }
  } else if (isDict(value)) {
    for (const key of Object.keys(value)) {
      const item = value[key]!
      if (item === null || typeof item !== 'object') continue
      const property = node.property(key)
      // Both at once only with `additionalProperties: true`, which has no schema to look into.
      const child = property ?? node.additional
      if (!child) continue
      if (property) path.child(key)
      else path.key(key)
      walk(item, child, path, causes)
      path.pop()
    }
  }
}

function checkMap(node: Node, list: readonly Value[], path: FieldPath, causes: Cause[]): void {
  const odd = list.findIndex((item) => item !== null && !isDict(item))
  if (odd >= 0) {
    const item = list[odd]!
    causes.push({
      code: 'CRD0120',
      path: [...path.steps, odd],
      field: path.textWith(`[${odd}]`),
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${badValue(item, node.version)}: must be an object for an array of list-type map`,
      rule: [...node.schema.path, 'x-kubernetes-list-type'],
      hint: 'every item of this list must be an object',
    })
    return
  }
  const names = node.schema.listMapKeys
  const keys = list.map((item) => {
    const key = newDict()
    if (isDict(item)) for (const name of names) if (item[name] !== undefined) key[name] = item[name]
    return key
  })
  duplicates(node, keys, list, path, causes, 'CRD0120')
}

/** Reports every repeated value once, at its second appearance. */
function duplicates(
  node: Node,
  keys: readonly Value[],
  list: readonly Value[],
  path: FieldPath,
  causes: Cause[],
  code: string,
): void {
  if (list.length <= 1) return
  const seen = new Map<Value, number[]>()
  keys.forEach((key, i) => {
    const id = identity(key)
    const at = seen.get(id)
    if (at) at.push(i)
    else seen.set(id, [i])
  })
  for (const at of seen.values()) {
    const [first, second] = at
    if (second === undefined) continue
    causes.push({
      code,
      path: [...path.steps, second],
      field: path.textWith(`[${second}]`),
      reason: 'FieldValueDuplicate',
      message: `Duplicate value: ${badValue(keys[second]!, node.version)}`,
      rule: [...node.schema.path, 'x-kubernetes-list-type'],
      hint: `the same as item ${first}${at.length > 2 ? `; ${at.length} items in all` : ''}`,
      related: [[...path.steps, first!]],
    })
  }
}

/** Scalars as they are (1 and 1.0 apart), containers as their JSON. */
function identity(value: Value): Value {
  if (value instanceof Float) return `\0float${value.value}`
  return typeof value === 'object' && value !== null ? `\0json${marshal(value)}` : value
}
