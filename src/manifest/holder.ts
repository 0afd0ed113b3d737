import type { Path } from '../model/path.ts'
import { type Dict, isDict, isList, type List, span, type Value } from '../model/value.ts'

/**
 * The path of the innermost value that an offset lies in, by the places that containers know. Of a value that was dropped
 * for another of its name, only what comes before is known.
 */
export function holderOf(root: Value, offset: number): Path {
  const path: (string | number)[] = []
  for (let value: Value | undefined = root; ; ) {
    const step: string | number | undefined = isList(value)
      ? itemAt(value, offset)
      : isDict(value)
        ? entryAt(value, offset)
        : undefined
    if (step === undefined) return path
    path.push(step)
    value = (value as Record<string | number, Value | undefined>)[step]
  }
}

function entryAt(dict: Dict, offset: number): string | undefined {
  const { keys, at } = dict[span] ?? { keys: [], at: [] }
  return keys.find((_, i) => at[3 * i + 1]! <= offset && offset < at[3 * i + 2]!)
}

/** Lists can be long, and their items stand in order. */
function itemAt(list: List, offset: number): number | undefined {
  const at = list[span] ?? []
  let [low, high] = [0, at.length / 2]
  while (low < high) {
    const middle = (low + high) >> 1
    if (at[2 * middle + 1]! <= offset) low = middle + 1
    else high = middle
  }
  return low < at.length / 2 && at[2 * low]! <= offset ? low : undefined
}
