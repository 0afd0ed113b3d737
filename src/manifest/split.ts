/** A piece of a YAML stream between separators. */
export interface Chunk {
  text: string
  /** Offset of the chunk in the stream. */
  start: number
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
  let from = start
  for (;;) {
    const at = separator(text, from, start)
    if (at < 0) break
    if (at > start || badSeparator) yield { text: text.slice(start, at), start, badSeparator }
    badSeparator = undefined
    const lineEnd = endOfLine(text, at)
    const rest = text.slice(at + 3, lineEnd).trim()
    if (rest !== '' && !rest.startsWith('#')) badSeparator = { text: rest, start: at, end: lineEnd }
    start = Math.min(lineEnd + 1, text.length)
    from = start
  }
  if (start < text.length || badSeparator) yield { text: text.slice(start), start, badSeparator }
}

/** The next line from `from` on that begins with `---`; -1 when there is none. */
function separator(text: string, from: number, start: number): number {
  let at = from
  if (at === start && text.startsWith('---', at)) return at
  for (;;) {
    at = text.indexOf('\n---', at)
    if (at < 0) return -1
    return at + 1
  }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
