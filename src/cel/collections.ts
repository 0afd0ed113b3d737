import { equalItems, equalItemsOrError, equals, equalTo } from './equality.ts'
import {
  CelFailure,
  CelList,
  CelMap,
  type CelValue,
  Duration,
  isFailure,
  Opaque,
  orNoSuchOverload,
  Panic,
  Timestamp,
  Uint,
} from './value.ts'

/** A list that a rule made. Upstream: cel-go common/types/list.go baseList. */
export class ListValue extends CelList {
  protected readonly items: CelValue[]
  get goType(): string {
    return '*types.baseList'
  }

  constructor(items: CelValue[]) {
    super()
    this.items = items
  }

  get size(): number {
    return this.items.length
  }

  at(index: number): CelValue {
    return this.items[index]!
  }

  get(index: CelValue): CelValue {
    return this.items[Number(index instanceof Uint ? index.value : index)]!
  }

  equals(other: CelValue): boolean {
    return other instanceof CelList && this.size === other.size && equalItems(this, other)
  }

  contains(value: CelValue): CelValue {
    return this.items.some((item) => equalTo(value, item) === true)
  }

  add(other: CelValue): CelValue {
    return concatenated(this, other)
  }
}

function concatenated(list: CelList, other: CelValue): CelValue {
  if (!(other instanceof CelList)) return orNoSuchOverload(other)
  if (list.size === 0) return other
  return other.size === 0 ? list : new Concatenated(list, other)
}

/** The list that a fold fills: what is added to it is in it. Upstream: mutableList. */
export class GrowingList extends ListValue {
  override add(other: CelValue): CelValue {
    if (!(other instanceof CelList)) return orNoSuchOverload(other)
    const { size } = other
    for (let i = 0; i < size; i++) this.items.push(other.at(i))
    return this
  }

  /** As it is when the fold is over. */
  finished(): ListValue {
    return new ListValue(this.items)
  }
}

/** Upstream: concatList. */
class Concatenated extends CelList {
  readonly size: number
  readonly #first: CelList
  readonly #second: CelList
  get goType(): string {
    return '*types.concatList'
  }
  constructor(first: CelList, second: CelList) {
    super()
    this.#first = first
    this.#second = second
    this.size = first.size + second.size
  }
  at(index: number): CelValue {
    return index < this.#first.size ? this.#first.at(index) : this.#second.at(index - this.#first.size)
  }
  get(index: CelValue): CelValue {
    return this.at(Number(index instanceof Uint ? index.value : index))
  }
  equals(other: CelValue): boolean | CelFailure {
    return other instanceof CelList && this.size === other.size && equalItemsOrError(this, other)
  }
  contains(value: CelValue): CelValue {
    const first = this.#first.contains(value)
    if (first === true) return true
    const second = this.#second.contains(value)
    return second === true || !isFailure(first) ? second : first
  }
  add(other: CelValue): CelValue {
    return concatenated(this, other)
  }
}

export function toArray(list: CelList): CelValue[] {
  return Array.from({ length: list.size }, (_, i) => list.at(i))
}

export type MapEntries = Map<unknown, readonly [CelValue, CelValue]>

/** A map that a rule made. Keys of another type are other keys, but numbers are looked up by value. */
export class MapValue extends CelMap {
  protected readonly entries: MapEntries
  get goType(): string {
    return '*types.baseMap'
  }

  constructor(entries: MapEntries) {
    super()
    this.entries = entries
  }

  /** The last one of equal keys counts. Throws a {@link Panic} for what cannot be a key. */
  static of(entries: readonly (readonly [CelValue, CelValue])[]): MapValue {
    const map: MapEntries = new Map()
    for (const entry of entries) map.set(keyOf(entry[0]), entry)
    return new MapValue(map)
  }

  get size(): number {
    return this.entries.size
  }

  get(key: CelValue): CelValue | undefined {
    if (this.entries.size === 0) return undefined
    const found = this.entries.get(keyOf(key))
    if (found) return found[1]
    for (const alike of sameNumbers(key)) {
      const other = this.entries.get(alike)
      if (other) return other[1]
    }
    return undefined
  }

  contains(key: CelValue): CelValue {
    return this.get(key) !== undefined
  }

  keys(): CelValue[] {
    return [...this.entries.values()].map(([key]) => key)
  }

  override firstKey(): CelValue | undefined {
    return this.entries.values().next().value?.[0]
  }

  equals(other: CelValue): boolean {
    if (!(other instanceof CelMap) || this.size !== other.size) return false
    for (const [key, value] of this.entries.values()) {
      const theirs = other.get(key)
      if (theirs === undefined || equals(value, theirs) === false) return false
    }
    return true
  }
}

/** The map that a fold fills. Upstream: mutableMap. */
export class GrowingMap extends MapValue {
  /** The error of a key that is there already. */
  insert(key: CelValue, value: CelValue, shown: string): CelValue {
    if (this.get(key) !== undefined) return new CelFailure(`insert failed: key ${shown} already exists`)
    this.entries.set(keyOf(key), [key, value])
    return this
  }

  finished(): MapValue {
    return new MapValue(this.entries)
  }
}

/** What stands for a value as a key: Go's equality of interface values. */
export function keyOf(key: CelValue): unknown {
  if (typeof key === 'string') return `s${key}`
  if (typeof key === 'boolean' || typeof key === 'bigint' || typeof key === 'number') return key
  if (key instanceof Uint) return `u${key.value}`
  if (key instanceof Timestamp) return `t${key.ns} ${key.offset}`
  if (key instanceof Duration) return `d${key.ns}`
  if (key instanceof Uint8Array) throw new Panic('runtime error: hash of unhashable type types.Bytes')
  return key instanceof Opaque ? objectKey(key) : key
}

/** Library objects are keys by what they are, or each by itself, as upstream's structs have it. */
function objectKey(key: Opaque): unknown {
  const { typeName, shown } = key.object
  if (typeName === 'kubernetes.Semver') throw new Panic('runtime error: hash of unhashable type cel.Semver')
  return typeName.startsWith('net.') ? shown : key
}

/** The keys of other types of number that are as much. */
export function sameNumbers(key: CelValue): unknown[] {
  if (key instanceof Uint) return [key.value]
  if (typeof key === 'bigint') return [`u${key}`]
  if (typeof key !== 'number' || !Number.isInteger(key)) return []
  const integer = BigInt(key)
  return [integer, `u${integer}`]
}
