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
  const native = asNative(pattern)
  if (native) return { test: (text) => native.test(text), error: undefined }
  try {
    const re = RE2JS.compile(pattern)
    return { test: (text) => re.matcher(text).find(), error: undefined }
  } catch (error) {
    return { test: undefined, error: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * JavaScript's own engine is many times faster, and is used where it cannot differ from Go nor backtrack badly: an
 * anchored sequence of literals and ASCII classes, of which at most the last is repeated without bound, or in which
 * every repetition is of a class that excludes whatever follows it.
 */
function asNative(pattern: string): RegExp | undefined {
  return simple.test(pattern) ? new RegExp(pattern, 'u') : undefined
}

const simple = /^\^\[[A-Za-z0-9_-]+\][+*]?\$$/
