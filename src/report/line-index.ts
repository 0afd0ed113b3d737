import { firstAtLeast } from '../model/first-at-least.ts'
import type { Range } from '../model/path.ts'

/** A place as people count: lines and columns from 1, columns in code points. */
export interface LineColumn {
  line: number
  column: number
}

/** Turns offsets of one text into lines and columns; the lines are found on first use. */
export class LineIndex {
  readonly #text: string
  #starts: number[] | undefined
  #pairs: number[] | undefined

  constructor(text: string) {
    this.#text = text
  }

  at(offset: number): LineColumn {
    const starts = this.#lineStarts()
    const low = Math.max(0, firstAtLeast(starts, offset + 1) - 1)
    const start = Math.min(starts[low]!, offset)
    const pairs = this.#pairsBefore(offset) - this.#pairsBefore(start)
    return { line: low + 1, column: offset - start - pairs + 1 }
  }

  /** Where a line, counted from 1, begins and ends, without its line break. */
  range(number: number): Range {
    const starts = this.#lineStarts()
    const start = starts[number - 1] ?? this.#text.length
    const next = starts[number]
    const end = next === undefined ? this.#text.length : next - 1
    return { start, end: end > start && this.#text[end - 1] === '\r' ? end - 1 : end }
  }

  /** How many code points that take two places begin before an offset. They are found once: a line may be very long. */
  #pairsBefore(offset: number): number {
    this.#pairs ??= [...this.#text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)].map(({ index }) => index)
    return firstAtLeast(this.#pairs, offset)
  }

  #lineStarts(): number[] {
    if (!this.#starts) {
      // A byte order mark takes no column.
      this.#starts = [this.#text.charCodeAt(0) === 0xfeff ? 1 : 0]
      for (let at = this.#text.indexOf('\n'); at >= 0; at = this.#text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
    }
    return this.#starts
  }
}

const indexes = new WeakMap<object, LineIndex>()

/** The index of a text that was read, made once. */
export function lineIndex(origin: { text: string }): LineIndex {
  let index = indexes.get(origin)
  if (!index) {
    index = new LineIndex(origin.text)
    indexes.set(origin, index)
  }
  return index
}
