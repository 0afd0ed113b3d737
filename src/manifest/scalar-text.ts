import { CHOMPING_MODE, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'
import { type Gaps, skipSpace } from './gaps.ts'

/** Where the scalar begins: at its quote, at the sign of a block scalar, or where it would stand if it is empty. */
export function scalarStart(text: string, event: ScalarEvent, gaps: Gaps): number {
  const { valueStart, tagEnd, anchorEnd } = event
  if (valueStart < 0) return tagEnd >= 0 || anchorEnd >= 0 ? Math.max(tagEnd, anchorEnd) : gaps.indicator()
  switch (event.style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return valueStart - 1
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK: {
      let at = skipSpace(text, gaps.at)
      while (text[at] !== '|' && text[at] !== '>' && at < valueStart) at = skipSpace(text, at + 1)
      return at
    }
    default:
      return valueStart
  }
}

/** Where it ends. A block scalar ends with its last line of text, or, where it keeps empty lines, behind the last of these. */
export function scalarEnd(text: string, event: ScalarEvent, start: number): number {
  switch (event.style) {
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK: {
      if (event.chomping === CHOMPING_MODE.KEEP) return Math.min(event.valueEnd, text.length)
      const end = lastLineEnd(text, event)
      return end > event.valueStart ? end : headerEnd(text, start)
    }
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return event.valueEnd + 1
    default:
      return Math.max(event.valueEnd, start)
  }
}

/** The end of a block scalar's last line that is more than indentation. */
function lastLineEnd(text: string, { valueStart, valueEnd, indent }: ScalarEvent): number {
  let end = Math.min(valueEnd, text.length)
  for (;;) {
    while (end > valueStart && lineBreaks.includes(text[end - 1]!)) end--
    let first = end
    while (text[first - 1] === ' ') first--
    const isEmpty = first > valueStart && lineBreaks.includes(text[first - 1]!) && end - first <= indent
    if (!isEmpty) return end
    end = first
  }
}

const lineBreaks = '\n\r\x85\u2028\u2029'

/** The end of a block scalar's sign with its indicators. */
function headerEnd(text: string, start: number): number {
  let end = start + 1
  while (/[-+0-9]/.test(text[end] ?? '')) end++
  return end
}

/** What the scalar says. */
export function scalarText(text: string, event: ScalarEvent): string {
  if (event.valueStart < 0) return ''
  if (event.fast) return text.slice(event.valueStart, event.valueEnd)
  const own = text.slice(event.valueStart, event.valueEnd)
  const doubleQuoted = event.style === SCALAR_STYLE.DOUBLE_QUOTED
  if (!own.includes('\x85') && !(doubleQuoted && unknownEscape.test(own))) return getScalarValue(text, event)
  let known = own.replaceAll('\x85', '\n')
  if (doubleQuoted) known = known.replace(escapes, inKnownWords)
  return getScalarValue(known, { ...event, valueStart: 0, valueEnd: known.length })
}

// What the decoder does not know: the escape \', and empty lines behind an escaped line break, which count.
const unknownEscape = /\\(?:'|\r?\n[ \t]*[\r\n])/
const escapes = /\\(?:['\\]|\r?\n(?:[ \t]*\r?\n)+)/g

function inKnownWords(found: string): string {
  if (found === "\\'") return "'"
  if (found === '\\\\') return found
  return `${'\\n'.repeat(found.split('\n').length - 2)}\\\n`
}
