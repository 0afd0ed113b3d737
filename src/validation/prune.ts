import type { Path } from '../model/path.ts'
import { dotted } from '../model/path.ts'
import { type Dict, isDict, isList, type Value } from '../model/value.ts'
import type { Node } from './node.ts'

const typeAndMeta = new Set(['apiVersion', 'kind', 'metadata'])

/** A field that the schema does not know. */
export interface UnknownField {
  path: Path
  /** As strict decoding prints it. */
  field: string
}

/**
 * Removes from a whole object what the schema does not specify, in place.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/pruning/algorithm.go.
 * @returns what was removed, sorted as the server lists it
 */
export function prune(object: Dict, root: Node): UnknownField[] {
  const unknown: UnknownField[] = []
  pruneValue(object, root, true, [], unknown)
  return unknown.sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0))
}

/** Without a node nothing is known: objects lose everything. */
function pruneValue(
  value: Value,
  node: Node | undefined,
  embedded: boolean,
  path: (string | number)[],
  unknown: UnknownField[],
): void {
  if (isList(value)) {
    // Below a list that preserves, only what is specified further down prunes.
    if (node?.preserveUnknownFields && !node.items) return
    for (let i = 0; i < value.length; i++) {
      path.push(i)
      if (node?.preserveUnknownFields) pruneSpecified(value[i]!, node.items!, path, unknown)
      else pruneValue(value[i]!, node?.items, node?.items?.embeddedResource ?? false, path, unknown)
      path.pop()
    }
  } else if (isDict(value)) {
    for (const key of Object.keys(value)) {
      if (embedded && node && typeAndMeta.has(key)) continue
      const child = node?.property(key) ?? node?.additional
      if (child) {
        path.push(key)
        pruneValue(value[key]!, child, child.embeddedResource, path, unknown)
        path.pop()
      } else if (node?.preserveUnknownFields) {
        // Values under `additionalProperties: true` have no schema, so even here they lose their fields.
        if (node.additionalAnything) pruneUnder(value[key]!, key, path, unknown)
      } else if (node?.additionalAnything) {
        pruneUnder(value[key]!, key, path, unknown)
      } else if (node?.additionalForbidden) {
        // `false` still makes it a map to the pruning: the key stays, for the schema to refuse.
        pruneUnder(value[key]!, key, path, unknown)
      } else {
        path.push(key)
        if (!typeAndMeta.has(key) || path.length > 1) unknown.push({ path: [...path], field: dotted(path) })
        path.pop()
        delete value[key]
      }
    }
  }
}

function pruneUnder(value: Value, key: string, path: (string | number)[], unknown: UnknownField[]): void {
  path.push(key)
  pruneValue(value, undefined, false, path, unknown)
  path.pop()
}

/** Items of a preserving list keep what they do not specify, whatever they say themselves. */
function pruneSpecified(value: Value, node: Node, path: (string | number)[], unknown: UnknownField[]): void {
  if (isList(value)) {
    if (!node.items) return
    for (let i = 0; i < value.length; i++) {
      path.push(i)
      pruneSpecified(value[i]!, node.items, path, unknown)
      path.pop()
    }
  } else if (isDict(value)) {
    for (const key of Object.keys(value)) {
      if (node.embeddedResource && typeAndMeta.has(key)) continue
      const child = node.property(key) ?? node.additional
      if (child) {
        path.push(key)
        pruneValue(value[key]!, child, child.embeddedResource, path, unknown)
        path.pop()
      } else if (node.additionalAnything || node.additionalForbidden) pruneUnder(value[key]!, key, path, unknown)
    }
  }
}
