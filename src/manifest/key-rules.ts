import { EVENT_ID, type Event, SCALAR_STYLE } from 'js-yaml'
import { type Gaps, skipSpace } from './gaps.ts'
import { tagName } from './tag.ts'
import { YamlError } from './yaml-error.ts'

/** Characters. Upstream: go-yaml v2 scannerc.go, yaml_simple_key_is_valid. */
const maxKey = 1024
const colon = 58

/**
 * A key without question mark must stand, with its colon, on one line, and not be too long.
 * @param before where the token before the key ends
 */
export function checkSimpleKey(
  text: string,
  event: Event,
  before: number,
  start: number,
  end: number,
  gaps: Gaps,
): void {
  const oneLine = event.type !== EVENT_ID.SCALAR || event.fast
  if (oneLine && text.charCodeAt(end) === colon && end - start <= maxKey) return
  if (text[skipSpace(text, before)] === '?') return
  let at = end
  while (text[at] === ' ' || text[at] === '\t') at++
  // In braces a key needs no colon.
  if (text[at] !== ':' && gaps.flow > 0 && text[skipSpace(text, end)] !== ':') return
  const long = at - start > maxKey && [...text.slice(start, Math.min(at, start + 3 * maxKey))].length > maxKey
  if (long || text[at] !== ':' || /[\r\n]/.test(text.slice(start, end)))
    throw new YamlError("could not find expected ':'", start)
}

/** `{a:}` has the key `a:` for go-yaml; and so `{a:[b]}` makes no sense. */
export function isColonOwn(text: string, event: Event, end: number): boolean {
  if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN || event.valueStart < 0) return false
  const next = text[end + 1] ?? ' '
  if (text[end] !== ':' || !',]}[{'.includes(next)) return false
  if (next !== '[' && next !== '{') return true
  throw new YamlError("did not find expected ',' or '}'", end + 1, 'put a space behind the colon')
}

/** Plain `<<`, or one tagged as merge key. */
export function isMergeKey(text: string, event: Event): boolean {
  if (event.type !== EVENT_ID.SCALAR || event.valueEnd - event.valueStart !== 2) return false
  if (!text.startsWith('<<', event.valueStart)) return false
  if (event.tagStart < 0) return event.style === SCALAR_STYLE.PLAIN
  const tag = tagName(text.slice(event.tagStart, event.tagEnd))
  return tag === 'merge' || tag === ''
}

/**
 * Behind a key, on the key's line, no mapping can begin.
 * @param before where the key ends
 */
export function checkBlockStart(text: string, before: number, start: number): void {
  const between = text.slice(before, Math.min(start, before + maxKey))
  if (/^[ \t]*:[ \t]/.test(between) && !between.includes('\n'))
    throw new YamlError('mapping values are not allowed in this context', start)
}

/**
 * In a block each key but the first begins a line.
 * @param before where the value before it ends
 */
export function checkOwnLine(text: string, before: number, start: number): void {
  // The end of a block text is behind its last line break.
  for (let at = Math.max(0, before - 1); at < start; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029) return
  }
  throw new YamlError('did not find expected key', start)
}
