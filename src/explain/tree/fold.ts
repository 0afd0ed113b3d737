import { displayWidth } from '../../model/display-width.ts'

const colour = /(\x1b\[[\d;]*m)/

/**
 * Breaks a line so that nothing is wider than the columns: at spaces, else within a word. What follows is indented as the
 * text of the line is, behind its label. Colours go on in the next line. Linear in the text.
 * @param line printable, but for our own colours
 */
export function fold(line: string, columns: number): string[] {
  const plain = line
    .split(colour)
    .filter((_, i) => i % 2 === 0)
    .join('')
  if (displayWidth(plain) <= columns) return [line]
  const width = Math.max(columns, 8)
  const folded = new Folded(width, hangOf(plain, width))
  for (const [i, part] of line.split(colour).entries()) {
    if (i % 2 === 1) folded.colour(part)
    else for (const word of part.match(/\s+|\S+/g) ?? []) folded.word(word)
  }
  return folded.lines()
}

/** How far what follows is indented: as the line is, or to where the text stands behind a label (`DEFAULT:   3`). */
function hangOf(plain: string, width: number): number {
  const [lead] = /^(?:[A-Z][A-Z ]*:)?\s*/.exec(plain)!
  return lead.length * 2 <= width ? lead.length : 2
}

class Folded {
  readonly #width: number
  readonly #hang: number
  readonly #lines: string[] = []
  #line = ''
  #taken = 0
  /** The colours that are on. */
  #on = ''

  constructor(width: number, hang: number) {
    this.#width = width
    this.#hang = hang
  }

  colour(code: string): void {
    this.#line += code
    // Each of our colours is ended by a code of its own, and none stands within another.
    this.#on = /^\x1b\[(?:22|27|39)m$/.test(code) ? '' : this.#on + code
  }

  word(word: string): void {
    if (this.#fitsBelow(word) || word.trim() === '') this.#whole(word)
    // A path breaks before a name.
    else
      for (const part of word.match(/[./,|&]*[^./,|&]*/g)!) {
        if (this.#fitsBelow(part)) this.#whole(part)
        else for (const char of part) this.#whole(char)
      }
  }

  lines(): string[] {
    return this.#taken > this.#hang || this.#lines.length === 0 ? [...this.#lines, this.#line] : this.#lines
  }

  #fitsBelow(text: string): boolean {
    return displayWidth(text) <= this.#width - this.#hang
  }

  /** A space at the end of a line is the break itself. */
  #whole(text: string): void {
    const wide = displayWidth(text)
    if (this.#taken + wide > this.#width) {
      this.#break()
      if (text.trim() === '') return
    }
    this.#line += text
    this.#taken += wide
  }

  #break(): void {
    this.#lines.push(this.#on === '' ? this.#line.trimEnd() : `${this.#line}\x1b[0m`)
    this.#line = ' '.repeat(this.#hang) + this.#on
    this.#taken = this.#hang
  }
}
