import { deepEqual, Float, isDict, isList, type Value } from '../model/value.ts'
import type { Node } from './node.ts'

/**
 * Pairs a value of an update with the old value it replaces, where the schema allows that: properties and map values
 * by key, items of a list-type map by their keys. What pairs and has not changed may stay wrong (ratcheting).
 * Upstream: apiserver/pkg/cel/common/equality.go CorrelatedObject.
 */
export class Correlation {
  readonly value: Value
  readonly old: Value
  readonly node: Node
  readonly isRoot: boolean
  readonly #children = new Map<string | number, Correlation | undefined>()
  #unchanged: boolean | undefined
  #oldItems: OldItems | undefined

  constructor(value: Value, old: Value, node: Node, isRoot = false) {
    this.value = value
    this.old = old
    this.node = node
    this.isRoot = isRoot
  }

  /** The pair below a property or map key; undefined when one side lacks it or no schema describes it. */
  key(name: string): Correlation | undefined {
    if (!this.#children.has(name)) this.#children.set(name, this.#key(name))
    return this.#children.get(name)
  }

  #key(name: string): Correlation | undefined {
    if (!isDict(this.value) || !isDict(this.old)) return undefined
    const value = this.value[name]
    const old = this.old[name]
    const node = this.node.property(name) ?? this.node.additional
    return value === undefined || old === undefined || !node ? undefined : new Correlation(value, old, node)
  }

  /** The pair below a list index; only items of a list-type map pair, with the old item of the same keys. */
  item(index: number): Correlation | undefined {
    if (!this.#children.has(index)) this.#children.set(index, this.#item(index))
    return this.#children.get(index)
  }

  #item(index: number): Correlation | undefined {
    if (this.node.listType !== 'map' || !this.node.items || !isList(this.value) || !isList(this.old)) return undefined
    const value = this.value[index]
    this.#oldItems ??= new OldItems(this.old, this.node.schema.listMapKeys)
    const old = value === undefined ? undefined : this.#oldItems.get(value)
    return value === undefined || old === undefined ? undefined : new Correlation(value, old, this.node.items)
  }

  /**
   * Is the value what it was? Objects are compared key by key through the schema, so one key unknown to the schema
   * makes them unequal; lists that do not pair by keys are compared as a whole.
   */
  get unchanged(): boolean {
    this.#unchanged ??= this.#compare()
    return this.#unchanged
  }

  #compare(): boolean {
    const { value, old } = this
    if (value === null || old === null) return value === old
    if (isList(value)) {
      if (!isList(old) || value.length !== old.length) return false
      if (this.node.listType !== 'map') return deepEqual(value, old)
      return value.every((_, i) => this.item(i)?.unchanged ?? false)
    }
    if (isDict(value)) {
      if (!isDict(old)) return false
      const keys = Object.keys(value)
      return keys.length === Object.keys(old).length && keys.every((key) => this.key(key)?.unchanged ?? false)
    }
    return deepEqual(value, old)
  }
}

/** Finds an old item by its map keys; the first of equal ones. Upstream: apiserver/pkg/cel/common/maplist.go. */
export class OldItems {
  readonly #byKey = new Map<string, Value>()
  readonly #keys: readonly string[]

  constructor(old: readonly Value[], keys: readonly string[]) {
    this.#keys = keys
    for (const item of old) {
      const key = this.#keyOf(item)
      if (key !== undefined && !this.#byKey.has(key)) this.#byKey.set(key, item)
    }
  }

  get(item: Value): Value | undefined {
    const key = this.#keyOf(item)
    return key === undefined ? undefined : this.#byKey.get(key)
  }

  /** Undefined when a key is missing or no scalar: such an item pairs with none. */
  #keyOf(item: Value): string | undefined {
    if (!isDict(item)) return undefined
    let out = ''
    for (const name of this.#keys) {
      const value = item[name]
      if (value === undefined || value === null || isDict(value) || isList(value)) return undefined
      // Lengths keep apart what a separator inside a key could join.
      const text = value instanceof Float ? `${value.value}.0` : String(value)
      out += `${typeof value}${text.length}:${text}`
    }
    return out
  }
}
