import type { Path } from '../model/path.ts'
import { clone, type Dict, isDict, isList, type Value } from '../model/value.ts'

/** So many parts are tried to be left out. */
const maxTries = 300

/**
 * The object without whatever is accepted to be left out, larger parts first: then nothing in it can be left out alone.
 * @param keeps says whether a path has to stay
 */
export function least(object: Dict, accepts: (object: Dict) => boolean, keeps: (path: Path) => boolean): Dict {
  let best = object
  let tries = 0
  const visit = (path: Path) => {
    for (const step of stepsOf(at(best, path))) {
      const below = [...path, step]
      if (!keeps(below) && tries++ < maxTries) {
        const less = clone(best)
        remove(less, below)
        if (accepts(less)) {
          best = less
          continue
        }
      }
      visit(below)
    }
  }
  visit([])
  return best
}

/** The last item of a list first: the others keep their places then. */
function stepsOf(value: Value | undefined): (string | number)[] {
  if (isList(value)) return value.map((_, i) => i).reverse()
  return isDict(value) ? Object.keys(value) : []
}

function at(root: Value, path: Path): Value | undefined {
  let value: Value | undefined = root
  for (const step of path) value = isList(value) ? value[Number(step)] : isDict(value) ? value[step] : undefined
  return value
}

function remove(root: Dict, path: Path): void {
  const holder = at(root, path.slice(0, -1))
  const last = path.at(-1)!
  if (isList(holder)) holder.splice(Number(last), 1)
  else if (isDict(holder)) delete holder[last]
}
