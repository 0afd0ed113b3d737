import { displayWidth } from '../model/display-width.ts'

/**
 * Wraps prose at spaces, keeping its own line breaks and spaces, as kubectl does (upstream: go-wordwrap, through
 * kubectl pkg/util/term). A word that is too long for a line gets one of its own and is not broken.
 */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(1, width)))
}

function wrapLine(line: string, width: number): string[] {
  if (line.length <= width && displayWidth(line) <= width) return [line.trimEnd()]
  const out: string[] = []
  let current = ''
  let taken = 0
  for (const [, space, word] of line.matchAll(/(\s*)(\S+)/g) as Iterable<[string, string, string]>) {
    const wide = displayWidth(word)
    if (taken + space.length + wide > width && current !== '') {
      out.push(current)
      current = word
      taken = wide
    } else {
      current += space + word
      taken += space.length + wide
    }
  }
  return [...out, current]
}

/** Joins parts with a separator, beginning a new line rather than exceeding the width. */
export function flow(parts: readonly string[], separator: string, width: number): string[] {
  const out: string[] = []
  for (const part of parts) {
    const last = out.at(-1)
    const joined = last === undefined ? part : `${last}${separator}${part}`
    if (last !== undefined && displayWidth(joined) <= width) out[out.length - 1] = joined
    else out.push(part)
  }
  return out
}
