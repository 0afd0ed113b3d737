/** Comments in Go, which most descriptions are made of, are seldom wider. */
const usual = 78

/** Lists, headings, code and whatever is indented keep their lines. */
const ownLine = /^(?:\s|[-*+•#>|`~]|\d+[.)]|$)/

/**
 * Takes back the line breaks of prose that was wrapped for a wider page than ours: those where the next word would not have
 * fitted into the line. All others are kept, and so is text that fits as it is.
 */
export function reflow(text: string, width: number): string {
  const lines = text.split('\n')
  const widest = lines.reduce((most, line) => Math.max(most, line.length), 0)
  if (widest <= width) return text
  const page = Math.min(widest, usual)
  const out: string[] = []
  let before = ''
  for (const line of lines) {
    const word = /^\S*/.exec(line)![0]
    const isSoft = before.length + 1 + word.length > page && !ownLine.test(line) && !/(?::|^\s.*)$/.test(before)
    if (isSoft) out[out.length - 1] += ` ${line}`
    else out.push(line)
    before = line
  }
  return out.join('\n')
}
