import type { RE2JS } from 're2js'
import { goPattern } from '../../schema/go-pattern.ts'

/** A regular expression of Go's, as find and findAll use it. */
export interface Regexp {
  /** The leftmost match, or ''. */
  find(text: string): string
  /** All matches from left to right, up to a number (negative: no limit); none is empty right behind another. */
  findAll(text: string, limit: number): string[]
}

/** @returns Go's error text if the pattern cannot be compiled */
export function compileRegexp(pattern: string): Regexp | string {
  const compiled = goPattern(pattern)
  if (typeof compiled === 'string') return compiled
  return {
    find: (text) => {
      const matcher = compiled.matcher(text)
      return matcher.find() ? (matcher.group() ?? '') : ''
    },
    findAll: (text, limit) => findAll(compiled, text, limit),
  }
}

/** Upstream: Go's regexp allMatches. */
function findAll(compiled: RE2JS, text: string, limit: number): string[] {
  const found: string[] = []
  const matcher = compiled.matcher(text)
  let previousEnd = -1
  for (let at = 0; found.length !== limit && at <= text.length && matcher.find(at); ) {
    const [start, end] = [matcher.start(), matcher.end()]
    if (end > start || start !== previousEnd) found.push(text.slice(start, end))
    previousEnd = end
    // Behind an empty match the search goes on at the next code point.
    at = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1)
  }
  return found
}
