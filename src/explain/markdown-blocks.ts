import { printable } from '../model/printable.ts'
import { markdownText } from './markdown-text.ts'

/**
 * A description as blocks of Markdown. Of what its writer meant by its layout only this is taken over: paragraphs, lists of
 * one level, and code, which is fenced or indented. Everything else is text.
 */
export function markdownBlocks(description: string): string[] {
  const lines = printable(description).split('\n')
  const out: string[] = []
  const blank = () => {
    if (out.length > 0 && out.at(-1) !== '') out.push('')
  }
  let inList = false
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!
    const item = /^\s*([-*•]|\d{1,9}[.)])\s+(\S.*)$/.exec(line)
    const code = codeAt(lines, at)
    if (code) {
      blank()
      for (const each of fenced(code.lines)) out.push(each)
      out.push('')
      inList = false
      at = code.end
      continue
    }
    at++
    if (line.trim() === '') {
      blank()
      // A list goes on behind an empty line only with another item.
      inList &&= /^\s*([-*•]|\d{1,9}[.)])\s/.test(lines[at] ?? '')
    } else if (item) {
      if (!inList) blank()
      const [, marker, text] = item
      out.push(`${/\d/.test(marker!) ? marker : '-'} ${markdownText(text!)}`)
      inList = true
    } else {
      const isMore = inList && out.at(-1) !== ''
      if (inList && !isMore) inList = false
      out.push(`${isMore ? '  ' : ''}${markdownText(line.trim())}`)
    }
  }
  while (out.at(-1) === '') out.pop()
  return out
}

/** Fenced code, or lines that are indented by four or more behind an empty one. */
function codeAt(lines: readonly string[], at: number): { lines: string[]; end: number } | undefined {
  const fence = /^\s*(```|~~~)/.exec(lines[at]!)?.[1]
  if (fence) {
    let end = at + 1
    while (end < lines.length && !lines[end]!.trim().startsWith(fence)) end++
    return { lines: lines.slice(at + 1, end), end: Math.min(end + 1, lines.length) }
  }
  const isCode = (line: string | undefined) => line !== undefined && /^ {4,}\S/.test(line)
  if (!isCode(lines[at]) || (at > 0 && lines[at - 1]!.trim() !== '') || /^\s*([-*•]|\d+[.)])\s/.test(lines[at]!))
    return undefined
  let end = at
  while (end < lines.length && (isCode(lines[end]) || (lines[end]!.trim() === '' && isCode(lines[end + 1])))) end++
  return { lines: lines.slice(at, end).map((line) => line.slice(4)), end }
}

function fenced(lines: readonly string[]): string[] {
  const longest =
    lines
      .join('\n')
      .match(/`+/g)
      ?.reduce((most, run) => Math.max(most, run.length), 2) ?? 2
  const fence = '`'.repeat(longest + 1)
  return [fence, ...lines, fence]
}
