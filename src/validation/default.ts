import { clone, isDict, isList, span, type Value } from '../model/value.ts'
import type { Node } from './node.ts'

/**
 * Fills in defaults, in place, parents before children; a null that is not allowed is replaced too.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/defaulting/algorithm.go.
 */
export function applyDefaults(value: Value, node: Node): void {
  if (isDict(value)) {
    for (const [name, fallback] of node.defaults) {
      const present = value[name]
      if (present === undefined || (present === null && !node.property(name)!.nullable))
        value[name] = unlocated(fallback)
    }
    for (const key of Object.keys(value)) {
      const property = node.property(key)
      if (property) applyDefaults(value[key]!, property)
      else if (node.additional) {
        if (value[key] === null && !node.additional.nullable) value[key] = unlocated(node.additional.default ?? null)
        applyDefaults(value[key]!, node.additional)
      }
    }
  } else if (isList(value) && node.items) {
    for (let i = 0; i < value.length; i++) {
      if (value[i] === null && !node.items.nullable) value[i] = unlocated(node.items.default ?? null)
      applyDefaults(value[i]!, node.items)
    }
  }
}

/**
 * Drops nulls that are neither allowed nor replaced by a default, in place. Items of lists stay.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/defaulting/prunenulls.go.
 */
export function dropNulls(value: Value, node: Node): void {
  if (isDict(value)) {
    for (const key of Object.keys(value)) {
      const child = node.property(key) ?? node.additional
      if (!child) continue
      const item = value[key]!
      if (item === null) {
        if (!child.nullable && child.default === undefined) delete value[key]
      } else if (typeof item === 'object') dropNulls(item, child)
    }
  } else if (isList(value) && node.items) {
    for (const item of value) dropNulls(item, node.items)
  }
}

/** A copy of a default: its positions are those of the CRD, not of the object. */
function unlocated(value: Value): Value {
  const copy = clone(value)
  forgetPlaces(copy)
  return copy
}

function forgetPlaces(value: Value): void {
  if (isList(value)) {
    delete value[span]
    for (const item of value) forgetPlaces(item)
  } else if (isDict(value)) {
    delete value[span]
    for (const key of Object.keys(value)) forgetPlaces(value[key]!)
  }
}
