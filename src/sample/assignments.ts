import type { Path } from '../model/path.ts'
import { clone, type Dict, isDict, isList, newDict, type Value } from '../model/value.ts'

/** A value and where it goes. */
export interface Assignment {
  path: Path
  value: Value
}

/** Several as if they were made one after the other: none is within another then. */
export function combined(assignments: readonly Assignment[]): Assignment[] {
  const out: Assignment[] = []
  for (const { path, value } of assignments) {
    const holder = out.find((each) => each.path.length < path.length && isWithin(path, each.path))
    if (holder) holder.value = put(clone(holder.value), path.slice(holder.path.length), value)
    else {
      const others = out.filter((each) => !isWithin(each.path, path))
      out.splice(0, out.length, ...others, { path, value })
    }
  }
  return out
}

/** Does a path begin with another one? */
export function isWithin(path: Path, holder: Path): boolean {
  return holder.every((step, i) => path[i] === step)
}

/** The value with another one in it; what is in the way of it goes. */
function put(root: Value | undefined, path: Path, value: Value): Value {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    const list: Value[] = isList(root) ? root : []
    list[Math.min(step, list.length)] = put(list[step], rest, value)
    return list
  }
  const dict: Dict = isDict(root) ? root : newDict()
  dict[step] = put(dict[step], rest, value)
  return dict
}
