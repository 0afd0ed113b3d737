import { displayWidth } from '../../src/model/display-width.ts'

/**
 * As much of a terminal as a program needs that draws on the whole screen: text, moves of the cursor, erasing, modes.
 * Anything else that it is sent is a mistake.
 */
export class VirtualTerminal {
  readonly modes = new Map<number, boolean>()
  /** Sequences of the operating system command kind, e.g. for the clipboard. */
  readonly commands: string[] = []
  #columns: number
  #rows: number
  #cells: string[][] = []
  #x = 0
  #y = 0

  constructor(columns: number, rows: number) {
    this.#columns = columns
    this.#rows = rows
    this.resize(columns, rows)
  }

  resize(columns: number, rows: number): void {
    this.#columns = columns
    this.#rows = rows
    this.#cells = Array.from({ length: rows }, (_, y) =>
      Array.from({ length: columns }, (_, x) => this.#cells[y]?.[x] ?? ' '),
    )
    this.#x = Math.min(this.#x, columns - 1)
    this.#y = Math.min(this.#y, rows - 1)
  }

  /** What can be seen, without spaces at the ends of lines. */
  get screen(): string {
    return this.#cells.map((row) => `${row.join('').trimEnd()}\n`).join('')
  }

  write(text: string): void {
    const token = /\x1b\[([?>]?)([\d;]*)([A-Za-z])|\x1b\]([^\x07]*)\x07|(\n)|([^\x1b\n])/gu
    let end = 0
    for (const match of text.matchAll(token)) {
      if (match.index !== end) throw new Error(`cannot read ${JSON.stringify(text.slice(end, match.index))}`)
      end = match.index + match[0].length
      const [, mark, numbers, letter, command, lineFeed, char] = match
      if (letter !== undefined) this.#control(mark!, numbers!, letter)
      else if (command !== undefined) this.commands.push(command)
      else if (lineFeed !== undefined) this.#lineFeed()
      else this.#put(char!)
    }
    if (end !== text.length) throw new Error(`cannot read ${JSON.stringify(text.slice(end))}`)
  }

  #control(mark: string, numbers: string, letter: string): void {
    const [first = 0, second = 0] = numbers.split(';').map(Number)
    const count = Math.max(1, first)
    if (mark === '?') for (const mode of numbers.split(';')) this.modes.set(Number(mode), letter === 'h')
    else if (letter === 'A') this.#y = Math.max(0, this.#y - count)
    else if (letter === 'B') this.#y = Math.min(this.#rows - 1, this.#y + count)
    else if (letter === 'E') [this.#x, this.#y] = [0, Math.min(this.#rows - 1, this.#y + count)]
    else if (letter === 'G') this.#x = Math.min(this.#columns - 1, count - 1)
    else if (letter === 'H') [this.#y, this.#x] = [count - 1, Math.max(1, second) - 1]
    else if (letter === 'K') this.#erase(this.#y, first === 2 ? 0 : this.#x)
    else if (letter === 'J') {
      this.#erase(this.#y, first === 2 ? 0 : this.#x)
      for (let y = first === 2 ? 0 : this.#y + 1; y < this.#rows; y++) this.#erase(y, 0)
    } else if (letter !== 'm') throw new Error(`cannot do ${letter}`)
  }

  #erase(y: number, from: number): void {
    this.#cells[y]!.fill(' ', from)
  }

  #lineFeed(): void {
    this.#x = 0
    if (this.#y < this.#rows - 1) this.#y++
    else {
      this.#cells.shift()
      this.#cells.push(Array(this.#columns).fill(' '))
    }
  }

  #put(char: string): void {
    const width = displayWidth(char)
    if (width === 0) {
      if (/[\p{Cc}\p{Cf}]/u.test(char)) throw new Error(`a terminal would act on ${JSON.stringify(char)}`)
      return
    }
    // It does not wrap: what is too long stays in the last column.
    const x = Math.min(this.#x, this.#columns - width)
    this.#cells[this.#y]![x] = char
    if (width === 2) this.#cells[this.#y]![x + 1] = ''
    this.#x = Math.min(this.#columns, x + width)
  }
}
