/** Something else than block style knows: for the other parser. Thrown so often that it must cost nothing. */
export const other = new Error('not in block style')

/** What most texts have; the others have rules of their own. */
export function unescaped(sign: string): string {
  switch (sign[1]) {
    case '"':
    case '\\':
      return sign[1]
    case ' ':
      return ' '
    case 'n':
      return '\n'
    case 't':
      return '\t'
    default:
      throw other
  }
}

/** One line break is a space; each further one is one. */
export function foldBlock(lines: readonly string[]): string {
  let out = ''
  let breaks = 0
  for (const [i, line] of lines.entries()) {
    if (line === '') {
      breaks++
      continue
    }
    if (i > 0) out += breaks === 0 ? ' ' : '\n'.repeat(breaks)
    out += line
    breaks = 0
  }
  return out
}

/**
 * The lines of a flow scalar: white space around line breaks goes.
 * @param escapes may a backslash stand at the end of a line? Then nothing stands between it and the next.
 */
export function fold(lines: readonly string[], escapes = false): string {
  const last = lines.length - 1
  let out = ''
  let breaks = 0
  let joined = true
  for (const [i, each] of lines.entries()) {
    const begun = i === 0 ? each : trimStart(each)
    let line = i === last ? begun : trimEnd(begun)
    const isEscaped = escapes && i < last && /(?<!\\)(?:\\\\)*\\$/.test(line)
    // An escaped space, or empty lines behind an escaped line break.
    if (isEscaped && line !== begun) throw other
    if (line === '' && i > 0 && i < last) {
      if (joined) throw other
      breaks++
      continue
    }
    if (!joined) out += breaks === 0 ? ' ' : '\n'.repeat(breaks)
    if (isEscaped) line = line.slice(0, -1)
    out += line
    breaks = 0
    joined = isEscaped
  }
  return out
}

const trimStart = (text: string) => text.replace(/^ +/, '')
const trimEnd = (text: string) => text.replace(/ +$/, '')
