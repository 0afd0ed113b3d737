import type { Value } from '../model/value.ts'

/**
 * What is known of the collections that are being read, on stacks; a finished one takes its part in arrays of just the
 * right size. Arrays that grow by themselves would take several times the memory.
 */
export class Scratch {
  /** How many of each there are. */
  keys = 0
  items = 0
  at = 0
  readonly #keys: string[] = []
  readonly #items: Value[] = []
  readonly #at: number[] = []

  pushKey(key: string, keyStart: number, start: number, end: number): void {
    this.#keys[this.keys++] = key
    this.#at[this.at++] = keyStart
    this.#at[this.at++] = start
    this.#at[this.at++] = end
  }

  pushItem(item: Value, start: number, end: number): void {
    this.#items[this.items++] = item
    this.#at[this.at++] = start
    this.#at[this.at++] = end
  }

  keyAt(index: number): string {
    return this.#keys[index]!
  }

  placeAt(index: number): number {
    return this.#at[index]!
  }

  takeKeys(from: number): string[] {
    const keys = this.#keys.slice(from, this.keys)
    this.keys = from
    return keys
  }

  takeItems(from: number): Value[] {
    const items = this.#items.slice(from, this.items)
    this.items = from
    return items
  }

  takeAt(from: number): number[] {
    const at = this.#at.slice(from, this.at)
    this.at = from
    return at
  }
}
