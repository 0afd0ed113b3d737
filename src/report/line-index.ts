/** A place as people count: lines and columns from 1, columns in code points. */
export interface LineColumn {
  line: number
  column: number
}

/** Turns offsets of one text into lines and columns; the lines are found on first use. */
export class LineIndex {
  readonly #text: string
  #starts: number[] | undefined

  constructor(text: string) {
    this.#text = text
  }

  at(offset: number): LineColumn {
    const starts = this.#lineStarts()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    const start = starts[low]!
    let column = 1
    for (const _ of this.#text.slice(start, offset)) column++
    return { line: low + 1, column }
  }

  /** The text of a line, counted from 1, without its line break. */
  line(number: number): string {
    const starts = this.#lineStarts()
    const start = starts[number - 1]
    if (start === undefined) return ''
    const end = this.#text.indexOf('\n', start)
    return this.#text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '')
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
