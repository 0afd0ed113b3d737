import { firstAtLeast } from '../model/first-at-least.ts'
import { nextLine } from './lines.ts'

/** How the lines of a text are indented, but for empty ones and comments; known once and asked often. */
export class Indentation {
  readonly #length: number
  /** Offsets of the lines, ascending. */
  readonly #starts: number[] = []
  readonly #indents: number[] = []
  /** For each line, which of those behind it is the first that is indented less. */
  readonly #next: number[] = []

  constructor(text: string) {
    this.#length = text.length
    const open: number[] = []
    for (let start = 0; start < text.length; ) {
      let at = start
      while (text.charCodeAt(at) === space) at++
      const code = text.charCodeAt(at)
      if (code !== lineFeed && code !== hash && at < text.length) this.#add(start, at - start, open)
      start = nextLine(text, at)
    }
    for (const line of open) this.#next[line] = this.#starts.length
  }

  #add(start: number, indent: number, open: number[]): void {
    const line = this.#starts.length
    while (open.length > 0 && this.#indents[open.at(-1)!]! > indent) this.#next[open.pop()!] = line
    open.push(line)
    this.#starts.push(start)
    this.#indents.push(indent)
    this.#next.push(0)
  }

  /** The first line from `start` on, which is the offset of a line, that is not indented more than the column. */
  end(start: number, column: number): number {
    let line = firstAtLeast(this.#starts, start)
    while (line < this.#starts.length && this.#indents[line]! > column) line = this.#next[line]!
    return this.#starts[line] ?? this.#length
  }
}

const lineFeed = 10
const space = 32
const hash = 35
