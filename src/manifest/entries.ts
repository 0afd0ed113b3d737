import type { Range } from '../model/path.ts'
import { type Dict, span } from '../model/value.ts'
import type { Scratch } from './scratch.ts'

/** Which of a mapping's keys are its own and which were merged into it; made when that matters. */
export class Entries {
  readonly #dict: Dict
  readonly #scratch: Scratch
  readonly #firstKey: number
  readonly #firstAt: number
  /** Of the mapping's own keys, the last place on the stack. */
  readonly #own = new Map<string, number>()

  /** @param firstKey, firstAt where on the stacks the mapping begins */
  constructor(dict: Dict, scratch: Scratch, firstKey: number, firstAt: number) {
    this.#dict = dict
    this.#scratch = scratch
    this.#firstKey = firstKey
    this.#firstAt = firstAt
    for (let i = firstKey; i < scratch.keys; i++) this.#own.set(scratch.keyAt(i), i)
  }

  /**
   * A key of its own comes next.
   * @returns the place of the one before that says the same (up to its value), unless that was merged
   */
  add(key: string): Range | undefined {
    const before = this.#own.get(key)
    this.#own.set(key, this.#scratch.keys)
    if (before === undefined) return undefined
    const at = this.#firstAt + 3 * (before - this.#firstKey)
    return { start: this.#scratch.placeAt(at), end: this.#scratch.placeAt(at + 1) }
  }

  /** Merged keys replace those that stand before, as in go-yaml v2, and are replaced by those that follow. */
  merge(source: Dict): void {
    const from = source[span]
    const last = new Map(from?.keys.map((key, i) => [key, i]))
    for (const key of Object.keys(source)) {
      this.#dict[key] = source[key]!
      const i = last.get(key)
      if (from && i !== undefined) this.#scratch.pushKey(key, from.at[3 * i]!, from.at[3 * i + 1]!, from.at[3 * i + 2]!)
    }
  }
}
