import { GrowingMap, ListValue, toArray } from '../collections.ts'
import { equalTo } from '../equality.ts'
import { goText } from '../go-text.ts'
import { compare } from '../operations.ts'
import { hasCompare, isListTrait } from '../traits.ts'
import {
  CelFailure,
  CelList,
  CelMap,
  type CelValue,
  Duration,
  isFailure,
  noSuchOverload,
  Optional,
  Panic,
  Timestamp,
  typeName,
  Uint,
} from '../value.ts'
import { type CoreOverload, global, member, singleton } from './core-overload.ts'

const l = 'list(A)'
const o = 'optional_type(A)'

/** Does the one list hold every item of the other? An error only counts when nothing decides. */
function setsContain(list: CelValue, part: CelValue): CelValue {
  if (!(list instanceof CelList) || !(part instanceof CelList)) return noSuchOverload
  for (const item of toArray(part)) {
    const there = list.contains(item)
    if (there !== true) return there
  }
  return true
}

function setsIntersect(a: CelValue, b: CelValue): CelValue {
  if (!(a instanceof CelList) || !(b instanceof CelList)) return noSuchOverload
  return toArray(a).some((item) => b.contains(item) === true)
}

/** Upstream: cel-go ext/sets.go. */
export const sets: readonly CoreOverload[] = [
  global('sets.contains', 'list_sets_contains_list', [l, l], 'bool', setsContain),
  global('sets.equivalent', 'list_sets_equivalent_list', [l, l], 'bool', (a, b) => {
    const there = setsContain(a!, b!)
    return there === true ? setsContain(b!, a!) : there
  }),
  global('sets.intersects', 'list_sets_intersects_list', [l, l], 'bool', setsIntersect),
]

function slice(list: CelValue, start: CelValue, end: CelValue): CelValue {
  if (!(list instanceof CelList) || typeof start !== 'bigint' || typeof end !== 'bigint') return noSuchOverload
  const fail = (text: string) => new CelFailure(text)
  if (start < 0n || end < 0n) return fail(`cannot slice(${start}, ${end}), negative indexes not supported`)
  if (start > end) return fail(`cannot slice(${start}, ${end}), start index must be less than or equal to end index`)
  if (BigInt(list.size) < end) return fail(`cannot slice(${start}, ${end}), list is length ${list.size}`)
  return new ListValue(toArray(list).slice(Number(start), Number(end)))
}

function flatten(list: CelValue, depth?: CelValue): CelValue {
  if (!(list instanceof CelList) || (depth !== undefined && typeof depth !== 'bigint')) {
    const given = depth === undefined ? '' : typeName(depth)
    const type = list instanceof CelMap ? 'map(dyn, dyn)' : typeName(list)
    return new CelFailure(`no such overload: ${type}.flatten(${given})`)
  }
  return flattened(list, depth ?? 1n)
}

function flattened(list: CelList, depth: bigint): CelValue {
  if (depth < 0n) return new CelFailure('level must be non-negative')
  const out: CelValue[] = []
  const walk = (items: CelList, left: bigint) => {
    for (const item of toArray(items)) {
      if (item instanceof CelList && left > 0n) walk(item, left - 1n)
      else out.push(item)
    }
  }
  walk(list, depth)
  return new ListValue(out)
}

const maxRange = 1_000_000
const maxLength = 2 ** 32 - 1

function range(count: CelValue): CelValue {
  if (typeof count !== 'bigint') return noSuchOverload
  const size = Math.max(0, Number(count))
  // Costs more than any rule may: nobody gets to see the items.
  if (size > maxRange) return new ListValue(new Array(Math.min(size, maxLength)))
  return new ListValue(Array.from({ length: size }, (_, i) => BigInt(i)))
}

function distinct(list: CelValue): CelValue {
  if (!(list instanceof CelList)) return noSuchOverload
  if (list.size === 0) return list
  const out: CelValue[] = []
  for (const item of toArray(list)) if (!out.some((known) => equalTo(item, known) === true)) out.push(item)
  return new ListValue(out)
}

/** Sorts the list by the keys beside it; all keys must be of one type that has an order. */
function sortBy(list: CelValue, keys: CelValue): CelValue {
  if (!(list instanceof CelList)) return noSuchOverload
  if (!(keys instanceof CelList)) throw new Panic('interface conversion: ref.Val is not traits.Lister')
  if (list.size !== keys.size) {
    return new CelFailure(
      `@sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got ${list.size} and ${keys.size} elements respectively`,
    )
  }
  if (list.size === 0) return list
  const pairs = toArray(list).map((item, i) => ({ item, key: keys.at(i) }))
  const first = pairs[0]!.key
  if (!hasCompare(first)) return new CelFailure('list elements must be comparable')
  const type = typeName(first)
  if (pairs.some(({ key }) => typeName(key) !== type)) return new CelFailure('list elements must have the same type')
  pairs.sort((a, b) => order(a.key, b.key))
  return new ListValue(pairs.map(({ item }) => item))
}

/** What cannot be ordered, such as NaN, stays where it is. */
function order(a: CelValue, b: CelValue): number {
  const found = compare(a, b)
  return typeof found === 'number' ? found : 0
}

const sortable = [
  'int',
  'uint',
  'double',
  'bool',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
  'string',
  'bytes',
]

/** Upstream: cel-go ext/lists.go (version 3). */
export const lists: readonly CoreOverload[] = [
  member('slice', 'list_slice', [l, 'int', 'int'], l, slice),
  { ...member('flatten', 'list_flatten', ['list(list(A))'], l, flatten), unguarded: true },
  { ...member('flatten', 'list_flatten_int', ['list(dyn)', 'int'], 'list(dyn)', flatten), unguarded: true },
  global('lists.range', 'lists_range', ['int'], 'list(int)', range),
  member('distinct', 'list_distinct', [l], l, distinct),
  member('reverse', 'list_reverse', [l], l, (list) =>
    list instanceof CelList ? new ListValue(toArray(list).reverse()) : noSuchOverload,
  ),
  ...singleton(
    isListTrait,
    sortable.flatMap((type) => [
      member('sort', `list_${type}_sort`, [`list(${type})`], `list(${type})`, (list) => sortBy(list, list)),
      member('@sortByAssociatedKeys', `list_${type}_sortByAssociatedKeys`, [l, `list(${type})`], l, sortBy),
    ]),
  ),
]

/** Views of the data never count as empty. */
function isZero(value: CelValue): boolean {
  if (value === null || value === false || value === 0n || value === 0 || value === '') return true
  if (value instanceof Uint) return value.value === 0n
  if (value instanceof Uint8Array) return value.length === 0
  if (value instanceof Duration) return value.ns === 0n
  if (value instanceof Timestamp) return value.ns === -62135596800_000_000_000n
  return (value instanceof CelList || value instanceof CelMap) && value.goType.startsWith('*types.') && value.size === 0
}

function valueOfOptional(optional: CelValue): CelValue {
  if (!(optional instanceof Optional)) return noSuchOverload
  return optional.value === undefined ? new CelFailure('optional.none() dereference') : optional.value
}

function end(list: CelValue, index: number): CelValue {
  if (!(list instanceof CelList)) return noSuchOverload
  return list.size === 0 ? Optional.none : new Optional(list.at(index < 0 ? list.size - 1 : index))
}

function unwrap(list: CelValue): CelValue {
  if (!(list instanceof CelList)) return noSuchOverload
  const out: CelValue[] = []
  for (const item of toArray(list)) {
    if (!(item instanceof Optional)) return new CelFailure(`value ${goText(item)} is not optional`)
    if (item.value !== undefined) out.push(item.value)
  }
  return new ListValue(out)
}

/** Upstream: cel-go cel/library.go OptionalTypes, version 2. */
export const optionals: readonly CoreOverload[] = [
  global('optional.of', 'optional_of', ['A'], o, (value) => new Optional(value!)),
  global('optional.ofNonZeroValue', 'optional_ofNonZeroValue', ['A'], o, (value) =>
    isZero(value!) ? Optional.none : new Optional(value!),
  ),
  global('optional.none', 'optional_none', [], o, () => Optional.none),
  member('value', 'optional_value', [o], 'A', valueOfOptional),
  member('hasValue', 'optional_hasValue', [o], 'bool', (value) =>
    value instanceof Optional ? value.value !== undefined : noSuchOverload,
  ),
  member('last', 'list_last', [l], o, (list) => end(list!, -1)),
  member('first', 'list_first', [l], o, (list) => end(list!, 0)),
  global('optional.unwrap', 'optional_unwrap', [`list(${o})`], l, unwrap),
  member('unwrapOpt', 'optional_unwrapOpt', [`list(${o})`], l, unwrap),
  // Evaluated by the engine, which looks at the second only when the first has no value.
  member('or', 'optional_or_optional', [o, o], o, () => noSuchOverload),
  member('orValue', 'optional_orValue_value', [o, 'A'], 'A', () => noSuchOverload),
]

/** What the macros of two-variable comprehensions use. Upstream: cel-go ext/comprehensions.go. */
export const comprehensions: readonly CoreOverload[] = [
  global('cel.@mapInsert', '@mapInsert_map_key_value', ['map(A, B)', 'A', 'B'], 'map(A, B)', (map, key, value) =>
    map instanceof GrowingMap ? map.insert(key!, value!, goText(key!)) : noSuchOverload,
  ),
  global('cel.@mapInsert', '@mapInsert_map_map', ['map(A, B)', 'map(A, B)'], 'map(A, B)', (map, more) => {
    if (!(map instanceof GrowingMap) || !(more instanceof CelMap)) return noSuchOverload
    let out: CelValue = map
    for (const key of more.keys()) {
      out = map.insert(key, more.get(key) ?? noSuchOverload, goText(key))
      if (isFailure(out)) break
    }
    return out
  }),
]
