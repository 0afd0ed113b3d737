import type { Range } from '../model/path.ts'
import { type Dict, type DictSpan, span, type Value } from '../model/value.ts'

/** The entries of a mapping while it is read: which keys it has itself, and which were merged into it. */
export class Entries {
  readonly where: DictSpan = { keys: [], at: [] }
  readonly #dict: Dict
  readonly #shift: number
  /** Of the mapping's own keys, the place in `where`; made when it is first needed. */
  #own: Map<string, number> | undefined
  #merged = false

  constructor(dict: Dict, shift: number) {
    this.#dict = dict
    this.#shift = shift
  }

  /**
   * The last of equal keys wins.
   * @returns the place of the key before this one that says the same, unless it was merged
   */
  set(key: Range & { text: string }, value: Range & { value: Value }): Range | undefined {
    const { keys, at } = this.where
    const again = this.#dict[key.text] !== undefined
    if ((again || this.#merged) && !this.#own) this.#own = new Map(keys.map((text, i) => [text, i]))
    const first = again ? this.#own?.get(key.text) : undefined
    this.#own?.set(key.text, keys.length)
    this.#dict[key.text] = value.value
    keys.push(key.text)
    at.push(key.start + this.#shift, value.start + this.#shift, value.end + this.#shift)
    if (first === undefined) return undefined
    const start = at[3 * first]!
    return { start, end: Math.min(start + key.end - key.start, at[3 * first + 1]!) }
  }

  /** Merged keys replace those that stand before, as in go-yaml v2, and are replaced by those that follow. */
  merge(source: Dict): void {
    const { keys, at } = this.where
    if (!this.#own) this.#own = new Map(keys.map((text, i) => [text, i]))
    this.#merged = true
    const from = source[span]
    const last = new Map(from?.keys.map((key, i) => [key, i]))
    for (const key of Object.keys(source)) {
      this.#dict[key] = source[key]!
      const i = last.get(key)
      if (!from || i === undefined) continue
      keys.push(key)
      at.push(from.at[3 * i]!, from.at[3 * i + 1]!, from.at[3 * i + 2]!)
    }
  }
}
