import { isObject, type JSONObject, type JSONValue } from '../../conformance/mutate/json.ts'

/** Where, and what stands there now; nothing when it was removed. */
export type Change = readonly [path: readonly (string | number)[], value?: JSONValue]

/** A changed copy. */
export function applyPatch(base: JSONObject, changes: readonly Change[]): JSONObject {
  const out = structuredClone(base)
  for (const change of changes) {
    const [path] = change
    let parent: Record<string | number, JSONValue> = out
    for (const step of path.slice(0, -1)) parent = parent[step] as JSONObject
    const last = path.at(-1)!
    if (change.length === 1) delete parent[last]
    else Object.defineProperty(parent, last, { value: structuredClone(change[1]), ...plain })
  }
  return out
}

const plain = { enumerable: true, configurable: true, writable: true }

/** What leads from one to the other. */
export function diff(from: JSONValue, to: JSONValue, path: readonly (string | number)[] = []): Change[] {
  if (isObject(from) && isObject(to)) {
    const removed = Object.keys(from).filter((key) => !Object.hasOwn(to, key))
    return [
      ...removed.map((key): Change => [[...path, key]]),
      ...Object.entries(to).flatMap(([key, value]) =>
        Object.hasOwn(from, key) ? diff(from[key]!, value, [...path, key]) : [[[...path, key], value] as const],
      ),
    ]
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    return to.flatMap((value, i) => diff(from[i]!, value, [...path, i]))
  }
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [[path, to]]
}
