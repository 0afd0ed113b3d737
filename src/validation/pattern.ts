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
    const message = error instanceof Error ? error.message : String(error)
    // Go lets several groups have one name, and matching needs no names.
    const plain = withoutNames(pattern)
    if (message.includes('duplicate capture group name') && plain !== pattern) {
      const matcher = compile(plain)
      return matcher.test
        ? matcher
        : { test: undefined, error: matcher.error.replaceAll(`\`${plain}\``, () => `\`${pattern}\``) }
    }
    return { test: undefined, error: inGosWords(message) }
  }
}

/** RE2JS has Go's texts, but for these two. */
function inGosWords(message: string): string {
  if (message.endsWith('at end of expression')) return `${message}: \`\``
  const cut = /invalid named capture: `(\(\?P?)<`$/.exec(message)
  return cut
    ? `error parsing regexp: invalid or unsupported Perl syntax: \`${cut[1] === '(?' ? '(?<' : '(?P'}\``
    : message
}

const namedGroup = /\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]|\(\?P?<\w+>/g

/** Makes named groups plain ones; literals and character classes stay as they are. */
function withoutNames(pattern: string): string {
  return pattern.replace(namedGroup, (part) => (part.startsWith('(?') ? '(?:' : part))
}
