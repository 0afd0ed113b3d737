import { isDict } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import { equalTo } from './equality.ts'
import { escapeName } from './escape.ts'
import type { View } from './object-view.ts'
import { Foreign, goKey, type Raw, rawOf } from './raw.ts'
import { CelFailure, CelList, type CelValue, isFailure, orNoSuchOverload } from './value.ts'

/**
 * A list of the data. Sets and maps are equal whatever the order, and `+` is a union or a merge.
 * Upstream: apiserver/pkg/cel/common/valuesunstructured.go unstructuredList and its kin.
 */
export class ListView extends CelList {
  readonly raw: readonly Raw[]
  readonly schema: Schema
  readonly #view: View
  /** Of a set: what it holds, and what was added to it. */
  #held: Set<string> | undefined

  constructor(raw: readonly Raw[], schema: Schema, view: View) {
    super()
    this.raw = raw
    this.schema = schema
    this.#view = view
  }

  get goType(): string {
    const { listType } = this.schema
    if (listType === 'set') return '*common.unstructuredSetList'
    return listType === 'map' ? '*common.unstructuredMapList' : '*common.unstructuredList'
  }

  get size(): number {
    return this.raw.length
  }

  at(index: number): CelValue {
    return this.#view(this.raw[index]!, this.schema.items!)
  }

  get(index: CelValue): CelValue {
    return typeof index === 'bigint' ? this.at(Number(index)) : new CelFailure(`unsupported index: ${shown(index)}`)
  }

  equals(other: CelValue): boolean | CelFailure {
    if (!(other instanceof CelList)) return orNoSuchOverload(other)
    if (this.size !== other.size) return false
    if (this.schema.listType === 'set') return this.#equalsSet(other)
    if (this.schema.listType === 'map') return this.#equalsMap(other)
    for (let i = 0; i < this.size; i++) {
      const same = equalTo(this.at(i), other.at(i))
      if (same !== true) return same
    }
    return true
  }

  #equalsSet(other: CelList): boolean {
    const held = this.#set()
    for (let i = 0; i < other.size; i++) if (!held.has(keyOf(other.at(i)))) return false
    return true
  }

  #set(): Set<string> {
    this.#held ??= new Set(this.raw.map(goKey))
    return this.#held
  }

  #equalsMap(other: CelList): boolean | CelFailure {
    const mine = new Map(this.raw.map((item, i) => [this.#mapKey(item), i]))
    for (let i = 0; i < other.size; i++) {
      const item = other.at(i)
      const index = mine.get(isFailure(item) ? undefined : this.#mapKey(rawOf(item)))
      if (index === undefined) return false
      const same = equalTo(this.at(index), item)
      if (same !== true) return same
    }
    return true
  }

  /** By the names of the keys as CEL writes them, in data that does not. Undefined is like no other key. */
  #mapKey(item: Raw): string | undefined {
    if (item instanceof Foreign || !isDict(item)) return undefined
    const keys = this.schema.listMapKeys.map((name) => goKey(item[escapeName(name) ?? name] ?? null))
    return keys.map((key) => `${key.length}:${key}`).join('')
  }

  contains(value: CelValue): CelValue {
    if (isFailure(value)) return value
    let failure: CelFailure | undefined
    for (let i = 0; i < this.size; i++) {
      const same = equalTo(this.at(i), value)
      if (same === true) return true
      if (isFailure(same)) failure ??= same
    }
    return failure ?? false
  }

  add(other: CelValue): CelValue {
    if (!(other instanceof CelList)) return orNoSuchOverload(other)
    const theirs = Array.from({ length: other.size }, (_, i) => rawItem(other.at(i)))
    if (this.schema.listType === 'set') {
      const held = this.#set()
      const fresh = theirs.filter((item) => !held.has(goKey(item)) && held.add(goKey(item)))
      return this.#with([...this.raw, ...fresh])
    }
    return this.#with(this.schema.listType === 'map' ? this.#merged(theirs) : [...this.raw, ...theirs])
  }

  #with(raw: readonly Raw[]): ListView {
    return new ListView(raw, this.schema, this.#view)
  }

  #merged(theirs: readonly Raw[]): Raw[] {
    const out = [...this.raw]
    const at = new Map(out.map((item, i) => [this.#mapKey(item), i]))
    for (const item of theirs) {
      const key = this.#mapKey(item)
      const index = key === undefined ? undefined : at.get(key)
      if (index === undefined) out.push(item)
      else out[index] = item
    }
    return out
  }
}

function rawItem(value: CelValue): Raw {
  return isFailure(value) ? new Foreign('*errors.errorString', value) : rawOf(value)
}

function keyOf(value: CelValue): string {
  return isFailure(value) ? '' : goKey(rawOf(value))
}

function shown(index: CelValue): string {
  return typeof index === 'object' && index !== null && 'value' in index ? String(index.value) : String(index)
}
