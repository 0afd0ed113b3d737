import { runeCount, utf8Length } from '../model/go/utf8.ts'
import { ListValue, MapValue, toArray } from './collections.ts'
import { equalTo } from './equality.ts'
import type { Values } from './kubernetes/overload.ts'
import { add, compare } from './operations.ts'
import { hasAdd, hasCompare } from './traits.ts'
import { CelFailure, CelList, CelMap, type CelValue, Duration, isFailure, Opaque, Optional, Uint } from './value.ts'

/** How the Kubernetes libraries read and make our values. */
export const libraryValues: Values<CelValue> = {
  bool: (value) => value,
  int: (value) => value,
  double: (value) => value,
  string: (value) => value,
  list: (items) => new ListValue(items),
  map: (entries) => MapValue.of(entries),
  none: () => Optional.none,
  some: (value) => new Optional(value),
  object: (object) => new Opaque(object),
  error: (text) => new CelFailure(text),

  isError: isFailure,
  asString: (value) => (typeof value === 'string' ? value : undefined),
  asInt: (value) => (typeof value === 'bigint' ? value : undefined),
  asBool: (value) => (typeof value === 'boolean' ? value : undefined),
  asObject: (value) => (value instanceof Opaque ? value.object : undefined),
  asList: (value) => (value instanceof CelList ? toArray(value) : undefined),

  compare: (a, b) => {
    const order = compare(a, b)
    return typeof order === 'number' ? order : undefined
  },
  zero: (type) => {
    if (type === 'double') return 0
    if (type === 'uint') return new Uint(0n)
    return type === 'duration' ? new Duration(0n) : 0n
  },
  isComparable: hasCompare,
  isSummable: hasAdd,
  add,
  equals: (a, b) => equalTo(a, b) === true,

  kind: (value) => {
    if (typeof value === 'string') return 'string'
    if (value instanceof Uint8Array) return 'bytes'
    if (value instanceof CelList) return 'list'
    return value instanceof CelMap ? 'map' : 'other'
  },
  size: sizeOf,
  byteLength: (value) =>
    typeof value === 'string' ? utf8Length(value) : value instanceof Uint8Array ? value.length : 0,
  entries: (value) => (value instanceof CelMap ? value.keys().map((key) => [key, value.get(key)!] as const) : []),
}

/** Code points, bytes, items, entries; undefined for what has no size. */
export function sizeOf(value: CelValue): number | undefined {
  if (typeof value === 'string') return runeCount(value)
  if (value instanceof Uint8Array) return value.length
  if (value instanceof CelList || value instanceof CelMap) return value.size
  return undefined
}
