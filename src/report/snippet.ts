import { displayWidth } from '../model/display-width.ts'
import type { Origin } from '../model/document.ts'
import type { Range } from '../model/path.ts'
import { visible } from '../model/printable.ts'
import { lineIndex } from './line-index.ts'
import type { Style } from './style.ts'

const tab = '    '
const maxWidth = 160

/** The source line of a range, with the range underlined and a label beside it. */
export function snippet(
  origin: Origin,
  range: Range,
  label: string,
  style: Style,
  mark: (text: string) => string,
): string[] {
  const index = lineIndex(origin)
  const { line, column } = index.at(range.start)
  const text = index.line(line)
  const before = [...text].slice(0, column - 1).join('')
  const rest = text.slice(before.length)
  // What goes on after the line is underlined to the line's end.
  const length = Math.min(rest.trimEnd().length, Math.max(range.end - range.start, 1))
  const number = String(line)
  const gutter = ' '.repeat(number.length)
  const shown = printed(text)
  const clipped = displayWidth(shown) > maxWidth
  const from = displayWidth(printed(before))
  const width = Math.max(1, displayWidth(printed(rest.slice(0, length))))
  const offset = clipped && from > maxWidth / 2 ? from - 20 : 0
  const lead = offset > 0 ? '… ' : ''
  const visiblePart = clipped ? `${lead}${[...shown].slice(offset, offset + maxWidth).join('')} …` : shown
  const carets = '^'.repeat(Math.min(width, maxWidth))
  const labelled = label === '' ? carets : `${carets} ${label}`
  return [
    style.gutter(`${gutter} |`),
    `${style.gutter(`${number} |`)} ${visiblePart}`,
    `${style.gutter(`${gutter} |`)} ${' '.repeat(from - offset + lead.length)}${mark(labelled)}`,
  ]
}

function printed(text: string): string {
  return visible(text.replaceAll('\t', tab))
}
