import { RE2JS } from 're2js'

/** A compiled pattern, or why it cannot be compiled, in the words of Go's regexp package. */
export type Matcher = { test(text: string): boolean; error: undefined } | { test: undefined; error: string }

const cache = new Map<string, Matcher>()

/** Compiles a pattern with Go's syntax and semantics: unanchored, by code points, in linear time. */
export function compilePattern(pattern: string): Matcher {
  let matcher = cache.get(pattern)
  if (!matcher) {
    matcher = compile(pattern)
    cache.set(pattern, matcher)
  }
  return matcher
}

function compile(pattern: string): Matcher {
  try {
    const re = RE2JS.compile(pattern)
    return { test: (text) => re.test(text), error: undefined }
  } catch (error) {
    return { test: undefined, error: error instanceof Error ? error.message : String(error) }
  }
}
