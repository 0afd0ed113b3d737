import { RE2JS } from 're2js'

const cache = new Map<string, RE2JS | string>()
const maxCached = 1000

/**
 * A pattern with Go's syntax and semantics: by code points, in linear time.
 * @returns why it cannot be compiled, in the words of Go's regexp package
 */
export function goPattern(pattern: string): RE2JS | string {
  let compiled = cache.get(pattern)
  if (compiled === undefined) {
    compiled = compile(pattern)
    if (cache.size >= maxCached) cache.clear()
    cache.set(pattern, compiled)
  }
  return compiled
}

function compile(pattern: string): RE2JS | string {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // Go lets several groups have one name, and matching needs no names.
    const plain = withoutNames(pattern)
    if (!message.includes('duplicate capture group name') || plain === pattern) return inGosWords(message)
    const compiled = compile(plain)
    if (typeof compiled !== 'string') return compiled
    return compiled.replaceAll(`\`${plain}\``, () => `\`${pattern}\``)
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
