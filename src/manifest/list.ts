import type { Range } from '../model/path.ts'
import { type Dict, isDict, isList, newDict, span, type Value } from '../model/value.ts'

/** One item of a list, with its place. */
export interface Item {
  root: Value
  range: Range
}

/**
 * The items of a `List` (or PodList, …), each with its place; undefined when the object is none. Any object with a list
 * under `items` counts, as it does for kubectl, and lists in lists are expanded too; items of the outermost that name
 * neither kind nor apiVersion get the list's.
 * Upstream: apimachinery/pkg/apis/meta/v1/unstructured/helpers.go, cli-runtime/pkg/resource/visitor.go.
 */
export function expandList(root: Dict, range: Range): Item[] | undefined {
  const { items, kind, apiVersion } = root
  if (typeof kind !== 'string' || kind === '') return undefined
  // An empty list may be written as null.
  if (items === null) return []
  if (!isList(items)) return undefined
  const out: Item[] = []
  for (const item of itemsOf(root, range)) {
    // Go decodes null into an empty object.
    if (item.root === null) item.root = newDict()
    if (!isDict(item.root)) {
      out.push(item)
      continue
    }
    if (!textOf(item.root.kind) && !textOf(item.root.apiVersion)) {
      item.root.kind = kind.replace(/List$/, '')
      item.root.apiVersion = textOf(apiVersion)
    }
    flatten(item, out)
  }
  return out
}

function flatten(item: Item, out: Item[]): void {
  if (isDict(item.root) && isList(item.root.items)) {
    for (const inner of itemsOf(item.root, item.range)) flatten(inner, out)
  } else out.push(item)
}

function itemsOf(list: Dict, range: Range): Item[] {
  const items = isList(list.items) ? list.items : []
  const at = items[span] ?? []
  return items.map((root, i) => ({ root, range: { start: at[2 * i] ?? range.start, end: at[2 * i + 1] ?? range.end } }))
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}
