import { firstAtLeast } from '../model/first-at-least.ts'

/**
 * How the lines of a text are indented, but for empty ones and comments. Those that are indented little are looked for
 * first, of the others only those of the blocks that somebody asks about: most of a large text is deep, and never asked for.
 */
export class Indentation {
  readonly #text: string
  readonly #from: number
  readonly #to: number
  /** Columns up to which lines are known here. */
  readonly #known: number
  /** Offsets of the lines, ascending. */
  readonly #starts: number[] = []
  readonly #indents: number[] = []
  /** For each line, which of those behind it is the first that is indented less. */
  readonly #next: number[] = []
  /** The lines that follow one that is known, up to the next; -1 is before them all. */
  readonly #deeper = new Map<number, Indentation>()

  constructor(text: string, from = 0, to = text.length, known = step) {
    this.#text = text
    this.#from = from
    this.#to = to
    this.#known = known
    const open: number[] = []
    const lines = new RegExp(`\\n {0,${known}}(?=[^ \\n#])`, 'g')
    lines.lastIndex = from
    for (let found = lines.exec(text); found && found.index < to; found = lines.exec(text))
      this.#add(found.index + 1, found[0].length - 1, open)
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

  /** The first line behind that at `start`, which is indented more than the column, that is not. */
  end(start: number, column: number): number {
    let line = firstAtLeast(this.#starts, start + 1)
    if (column > this.#known) return this.#below(line - 1).end(start, column)
    while (line < this.#starts.length && this.#indents[line]! > column) line = this.#next[line]!
    return this.#starts[line] ?? this.#to
  }

  #below(line: number): Indentation {
    let deeper = this.#deeper.get(line)
    if (!deeper) {
      const from = this.#starts[line] ?? this.#from
      deeper = new Indentation(this.#text, from, this.#starts[line + 1] ?? this.#to, this.#known + step)
      this.#deeper.set(line, deeper)
    }
    return deeper
  }
}

const step = 14
