import type { Range } from '../model/path.ts'
import { type Dict, isDict, isList, span, type Value } from '../model/value.ts'

/**
 * The items of a `List` (or PodList, …), each with its place; undefined when the object is none. Any object with a list
 * under `items` counts, as it does for kubectl; items that name no kind get the list's.
 * Upstream: apimachinery/pkg/apis/meta/v1/unstructured/helpers.go.
 */
export function expandList(root: Dict, range: Range): { root: Value; range: Range }[] | undefined {
  const { items, kind, apiVersion } = root
  if (!isList(items) || typeof kind !== 'string') return undefined
  const at = items[span] ?? []
  return items.map((item, i) => {
    if (isDict(item) && !item.kind && !item.apiVersion && typeof apiVersion === 'string') {
      item.kind = kind.replace(/List$/, '')
      item.apiVersion = apiVersion
    }
    return { root: item, range: { start: at[2 * i] ?? range.start, end: at[2 * i + 1] ?? range.end } }
  })
}
