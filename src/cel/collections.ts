import { equals } from './operations.ts'
import { CelFailure, CelList, CelMap, type CelValue, Uint } from './value.ts'

/** A list that a rule made. Appending shares what both have, so that a fold over n items is linear. */
export class ListValue extends CelList {
  readonly #items: CelValue[]
  readonly size: number

  constructor(items: CelValue[], size = items.length) {
    super()
    this.#items = items
    this.size = size
  }

  at(index: number): CelValue {
    return this.#items[index]!
  }

  equals(other: CelList): boolean | CelFailure {
    return equalInOrder(this, other)
  }

  add(other: CelList): CelList {
    // Only the newest list may grow the shared items.
    const items = this.#items.length === this.size ? this.#items : this.#items.slice(0, this.size)
    for (let i = 0; i < other.size; i++) items.push(other.at(i))
    return new ListValue(items, this.size + other.size)
  }
}

export function equalInOrder(a: CelList, b: CelList): boolean | CelFailure {
  if (a.size !== b.size) return false
  for (let i = 0; i < a.size; i++) {
    const same = equals(a.at(i), b.at(i))
    if (same !== true) return same
  }
  return true
}

export function toArray(list: CelList): CelValue[] {
  return Array.from({ length: list.size }, (_, i) => list.at(i))
}

/** A map that a rule made. Adding a key shares what both have, so that a fold over n keys is linear. */
export class MapValue extends CelMap {
  /** In the order in which they were added; those from `size` on belong to newer maps. */
  readonly #entries: Map<string, Entry>
  readonly size: number

  private constructor(entries: Map<string, Entry>, size: number) {
    super()
    this.#entries = entries
    this.size = size
  }

  /** The error of a key that cannot be one, or that comes twice. */
  static of(entries: readonly (readonly [CelValue, CelValue])[]): MapValue | CelFailure {
    const map = new Map<string, Entry>()
    for (const [key, value] of entries) {
      const text = keyText(key)
      if (text === undefined) return new CelFailure('unsupported key type')
      if (map.has(text)) return new CelFailure('Failed with repeated key')
      map.set(text, { key, value, at: map.size })
    }
    return new MapValue(map, map.size)
  }

  /** Of a literal whose parts are all constant: of keys that come twice, the last counts. */
  static ofConstants(entries: readonly (readonly [CelValue, CelValue])[]): MapValue | CelFailure {
    return MapValue.of([...new Map(entries.map((entry) => [keyText(entry[0]), entry])).values()])
  }

  get(key: CelValue): CelValue | undefined {
    const text = keyText(key)
    return text === undefined ? undefined : this.#find(text)?.value
  }

  #find(text: string): Entry | undefined {
    const entry = this.#entries.get(text)
    return entry && entry.at < this.size ? entry : undefined
  }

  keys(): CelValue[] {
    const out: CelValue[] = []
    for (const { key } of this.#entries.values()) {
      if (out.length === this.size) break
      out.push(key)
    }
    return out
  }

  equals(other: CelMap): boolean | CelFailure {
    return equalMaps(this, other)
  }

  /** With one entry more; the error of a key that is there already. */
  with(key: CelValue, value: CelValue): MapValue | CelFailure {
    const text = keyText(key)
    if (text === undefined) return new CelFailure('unsupported key type')
    if (this.#find(text)) return new CelFailure(`insert failed: key ${String(key)} already exists`)
    const isNewest = this.#entries.size === this.size
    const entries = isNewest ? this.#entries : new Map([...this.#entries].slice(0, this.size))
    entries.set(text, { key, value, at: this.size })
    return new MapValue(entries, this.size + 1)
  }
}

interface Entry {
  key: CelValue
  value: CelValue
  at: number
}

export function equalMaps(a: CelMap, b: CelMap): boolean | CelFailure {
  if (a.size !== b.size) return false
  for (const key of a.keys()) {
    const other = b.get(key)
    if (other === undefined) return false
    const same = equals(a.get(key)!, other)
    if (same !== true) return same
  }
  return true
}

/** Numbers that are equal are the same key, whatever their types. */
function keyText(key: CelValue): string | undefined {
  if (typeof key === 'string') return `s${key}`
  if (typeof key === 'boolean') return `b${key}`
  if (typeof key === 'bigint') return `n${key}`
  if (key instanceof Uint) return `n${key.value}`
  if (typeof key === 'number') return Number.isInteger(key) ? `n${BigInt(key)}` : `d${key}`
  return undefined
}
