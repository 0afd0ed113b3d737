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
  return [...errors]
    .map((error, i) => ({ error, i, ...place(points, error.offset) }))
    .sort((a, b) => a.line - b.line || a.column - b.column || a.i - b.i)
    .map(({ error, line, column, text }) => {
      const head = `ERROR: <input>:${line}:${column + 1}: ${error.message}`
      const marks = [...text]
        .slice(0, column)
        .map((char) => (isWide(char) ? '．' : '.'))
        .join('')
      const at = [...text][column]
      return `${head}\n | ${text.replaceAll('\t', ' ')}\n | ${marks}${at !== undefined && isWide(at) ? '＾' : '^'}`
    })
    .join('\n')
}

function place(points: readonly string[], offset: number): { line: number; column: number; text: string } {
  let line = 1
  let start = 0
  for (let i = 0; i < offset && i < points.length; i++) {
    if (points[i] !== '\n') continue
    line++
    start = i + 1
  }
  let end = start
  while (end < points.length && points[end] !== '\n') end++
  return { line, column: offset - start, text: points.slice(start, end).join('') }
}

/** More than one byte in UTF-8: upstream marks these with a wide character. */
function isWide(char: string): boolean {
  return char.codePointAt(0)! > 127
}
