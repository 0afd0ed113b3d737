import { endOfLine } from './lines.ts'

/** A piece of a YAML stream between separators. */
export interface Chunk {
  text: string
  /** Offset of the chunk in the stream. */
  start: number
  /** Does a separator stand before it that belongs to it (the first of the stream, or the second of two in a row)? */
  explicit: boolean
  /** The separator that ends the chunk before this one is not one kubectl accepts: its text and place. */
  badSeparator: { text: string; start: number; end: number } | undefined
}

/**
 * Splits a YAML stream at lines that begin with `---`, before any parsing, as kubectl does. What follows on such a line
 * must be a comment. Upstream: apimachinery/pkg/util/yaml/decoder.go YAMLReader.
 */
export function* split(text: string, begin = 0): Generator<Chunk> {
  let start = begin === 0 && text.charCodeAt(0) === 0xfeff ? 1 : begin
  let badSeparator: Chunk['badSeparator']
  let explicit = false
  let from = start
  for (;;) {
    const at = separator(text, from)
    if (at < 0) break
    const content = at > start || badSeparator !== undefined
    if (content) yield { text: text.slice(start, at), start, explicit, badSeparator }
    badSeparator = undefined
    const lineEnd = endOfLine(text, at)
    const rest = text.slice(at + 3, lineEnd).trim()
    if (rest !== '' && !rest.startsWith('#')) badSeparator = { text: rest, start: at, end: lineEnd }
    // One that ends nothing belongs to the document behind it.
    explicit = !content && !explicit
    from = Math.min(lineEnd + 1, text.length)
    // Then it has to be one for YAML too, which wants a space before the comment.
    start = explicit && text[at + 3] === '#' ? at : from
  }
  if (start < text.length || badSeparator) yield { text: text.slice(start), start, explicit, badSeparator }
}

/** The next line from `start` on, which is the beginning of a line, that begins with `---`; -1 when there is none. */
function separator(text: string, start: number): number {
  if (text.startsWith('---', start)) return start
  const at = text.indexOf('\n---', start)
  return at < 0 ? -1 : at + 1
}
