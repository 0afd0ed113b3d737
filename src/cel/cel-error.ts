/** A mistake in an expression, before it runs. */
export interface CelError {
  /** In code points. */
  offset: number
  message: string
}

/**
 * Errors as cel-go prints them: each with its place, the line, and a mark under it.
 * Upstream: cel-go common/error.go ToDisplayString.
 */
export function formatErrors(source: string, errors: readonly CelError[]): string {
  const points = [...source]
  const shown = errors
    .slice(0, maxErrors)
    .map((error) => ({ message: error.message, ...place(points, error.offset) }))
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .map((error) => formatError(error, points.length > 0))
  if (errors.length > maxErrors) shown.push(`${errors.length - maxErrors} more errors were truncated`)
  return shown.join('\n')
}

/** Where upstream puts what it could not read at all. */
export const beforeText = -2

const maxErrors = 100
const maxSnippet = 16384

interface Located {
  message: string
  /** From 1; -1 stands for none. */
  line: number
  /** From 0. */
  column: number
  /** The line. */
  text: readonly string[]
}

function formatError({ message, line, column, text }: Located, hasText: boolean): string {
  const head = `ERROR: <input>:${line}:${column + 1}: ${message}`
  if (line < 1 || !hasText || bytes(text) > maxSnippet) return head
  const marks = text.slice(0, Math.max(0, column)).map((char) => (isWide(char) ? '．' : '.'))
  const at = text[column]
  const mark = at !== undefined && isWide(at) ? '＾' : '^'
  return `${head}\n | ${text.join('').replaceAll('\t', ' ')}\n | ${marks.join('')}${mark}`
}

function bytes(text: readonly string[]): number {
  return text.reduce((sum, char) => sum + new TextEncoder().encode(char).length, 0)
}

function place(points: readonly string[], offset: number): { line: number; column: number; text: string[] } {
  if (offset < 0 && offset !== beforeText) return { line: -1, column: -1, text: [] }
  // Upstream has no offsets in an empty text.
  if (points.length === 0) return { line: 1, column: -1, text: [] }
  let line = 1
  let start = 0
  for (let i = 0; i < offset && i < points.length; i++) {
    if (points[i] !== '\n') continue
    line++
    start = i + 1
  }
  let end = start
  while (end < points.length && points[end] !== '\n') end++
  return { line, column: offset === beforeText ? -1 : offset - start, text: points.slice(start, end) }
}

/** More than one byte in UTF-8: upstream marks these with a wide character. */
function isWide(char: string): boolean {
  return char.codePointAt(0)! > 127
}
