import { goPattern } from '../schema/go-pattern.ts'

/** A compiled pattern, or why it cannot be compiled, in the words of Go's regexp package. */
export type Matcher = { test(text: string): boolean; error: undefined } | { test: undefined; error: string }

const cache = new Map<string, Matcher>()

/** Compiles a pattern with Go's syntax and semantics: unanchored, by code points, in linear time. */
export function compilePattern(pattern: string): Matcher {
  let matcher = cache.get(pattern)
  if (!matcher) {
    const compiled = goPattern(pattern)
    matcher =
      typeof compiled === 'string'
        ? { test: undefined, error: compiled }
        : { test: (text) => compiled.test(text), error: undefined }
    cache.set(pattern, matcher)
  }
  return matcher
}
