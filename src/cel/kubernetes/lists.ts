import { type Library, member, noSuchOverload, type Overload, type Values } from './overload.ts'

const summable = ['int', 'uint', 'double', 'duration']
const comparable = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes']

function isSorted<V>(values: Values<V>, [list]: readonly V[]): V {
  const items = values.asList(list!)
  if (!items) return noSuchOverload(values, list!)
  let previous: V | undefined
  for (const item of items) {
    if (!values.isComparable(item)) return noSuchOverload(values, item)
    if (previous !== undefined && (values.compare(previous, item) ?? 0) > 0) return values.bool(false)
    previous = item
  }
  return values.bool(true)
}

/** The extreme item; what cannot be compared with the one found so far is passed over, as upstream does. */
function extreme(name: 'min' | 'max'): Overload['call'] {
  const better = name === 'min' ? (order: number) => order > 0 : (order: number) => order < 0
  return (values, [list]) => {
    const items = values.asList(list!)
    if (!items) return noSuchOverload(values, list!)
    let found = items[0]
    if (found === undefined) return values.error(`${name} called on empty list`)
    for (const item of items) {
      if (!values.isComparable(item)) return noSuchOverload(values, item)
      if (better(values.compare(found, item) ?? 0)) found = item
    }
    return found
  }
}

/** Sums are begun by the engine's zero of the type. */
function sum(zero: <V>(values: Values<V>) => V): Overload['call'] {
  return (values, [list]) => {
    const items = values.asList(list!)
    if (!items) return noSuchOverload(values, list!)
    let total = zero(values)
    for (const item of items) {
      if (!values.isSummable(item)) return noSuchOverload(values, item)
      total = values.add(total, item)
      if (values.isError(total)) return total
    }
    return total
  }
}

function indexOf(from: 'first' | 'last'): Overload['call'] {
  return (values, [list, item]) => {
    const items = values.asList(list!)
    if (!items) return noSuchOverload(values, list!)
    const same = (other: unknown) => values.equals(other as typeof item & {}, item!)
    return values.int(BigInt(from === 'first' ? items.findIndex(same) : items.findLastIndex(same)))
  }
}

/** Upstream: apiserver/pkg/cel/library/lists.go. */
export const lists: Library = {
  name: 'kubernetes.lists',
  since: 0,
  overloads: [
    ...comparable.flatMap((type) => [
      member('isSorted', `list_${type}_is_sorted_bool`, [`list(${type})`], 'bool', isSorted),
      member('max', `list_${type}_max_${type}`, [`list(${type})`], type, extreme('max')),
      member('min', `list_${type}_min_${type}`, [`list(${type})`], type, extreme('min')),
    ]),
    ...summable.map((type) =>
      member(
        'sum',
        `list_${type}_sum_${type}`,
        [`list(${type})`],
        type,
        sum((values) => values.zero(type)),
      ),
    ),
    member('indexOf', 'list_a_index_of_int', ['list(A)', 'A'], 'int', indexOf('first')),
    member('lastIndexOf', 'list_a_last_index_of_int', ['list(A)', 'A'], 'int', indexOf('last')),
  ],
}
