import { clipToWidth, displayWidth } from '../model/display-width.ts'
import type { Origin } from '../model/document.ts'
import type { Range } from '../model/path.ts'
import { visible } from '../model/printable.ts'
import { lineIndex } from './line-index.ts'
import type { Style } from './style.ts'

const tab = '    '
const maxWidth = 160
/** Columns that are left before a place far to the right. */
const keptBefore = 20
/** Characters before a place, half as many as after it, that are enough to fill the width. */
const nearby = 400

/** The source line of a range, with the range underlined and a label beside it. */
export function snippet(
  origin: Origin,
  range: Range,
  label: string,
  style: Style,
  mark: (text: string) => string,
): string[] {
  const index = lineIndex(origin)
  const { line } = index.at(range.start)
  const whole = index.range(line)
  // Of a very long line only what is near is looked at.
  const start = Math.max(whole.start, whole.end - whole.start > nearby * 3 ? range.start - nearby : 0)
  const end = Math.min(whole.end, range.start + nearby * 2)
  const before = origin.text.slice(start, range.start)
  const rest = origin.text.slice(range.start, end)
  // What goes on after the line is underlined to the line's end.
  const length = Math.min(rest.trimEnd().length, Math.max(range.end - range.start, 1))
  const number = String(line)
  const gutter = ' '.repeat(number.length)
  const all = printed(before)
  const after = printed(rest)
  const clipped = start > whole.start || end < whole.end || displayWidth(all) + displayWidth(after) > maxWidth
  const left = clipped && displayWidth(all) > maxWidth / 2 ? ending(all, keptBefore) : all
  const lead = left === all && start === whole.start ? '' : '… '
  const right = clipped ? clipToWidth(after, maxWidth - displayWidth(left)) : after
  const trail = right === after && end === whole.end ? '' : ' …'
  const width = Math.max(1, displayWidth(printed(rest.slice(0, length))))
  const carets = '^'.repeat(Math.min(width, maxWidth))
  const labelled = label === '' ? carets : `${carets} ${label}`
  return [
    style.gutter(`${gutter} |`),
    `${style.gutter(`${number} |`)} ${lead}${left}${right}${trail}`,
    `${style.gutter(`${gutter} |`)} ${' '.repeat(lead.length + displayWidth(left))}${mark(labelled)}`,
  ]
}

function printed(text: string): string {
  return visible(text.replaceAll('\t', tab))
}

/** The longest end of the text that takes no more than `width` columns. */
function ending(text: string, width: number): string {
  const chars = [...text]
  let from = chars.length
  for (let left = width; from > 0; from--) {
    left -= displayWidth(chars[from - 1]!)
    if (left < 0) break
  }
  return chars.slice(from).join('')
}
