import { skipSpace } from './gaps.ts'

/**
 * A text of the same length for the parser, which is stricter than go-yaml in some places: there quoted scalars and flow
 * collections may go on at any indent, the sign of a block scalar may stand on a line of its own, comments need no space
 * before them, tabs may stand before brackets, and there is the escape \'. Here each of those stands on one line: line breaks, tabs and comments inside
 * became spaces, so that nothing moves.
 */
export function onOneLine(text: string): string {
  const out: string[] = []
  let kept = 0
  const put = (start: number, end: number, change: (found: string) => string) => {
    if (start >= end) return
    out.push(text.slice(kept, start), change(text.slice(start, end)))
    kept = end
  }
  let at = 0
  let lineStart = 0
  /** Behind the last indicator. */
  let indicator = 0
  /** Column of the key or dash that the next value belongs to, and of the last key. */
  let parent = -1
  let key = -1
  const flow = (end: number) => {
    put(at, end, flat)
    lineStart = Math.max(lineStart, text.lastIndexOf('\n', end - 1) + 1)
    at = end
    if (text[at] === '#') {
      at = lineEnd(text, at)
      put(end, at, spaces)
    }
  }
  while (at < text.length) {
    const char = text[at]!
    if (char === '\n') lineStart = ++at
    else if (char === '\t' && indicator > lineStart) put(at, ++at, spaces)
    else if (char === ' ' || char === '\t' || char === '\r') at++
    else if (char === '#') at = lineEnd(text, at)
    else if ((char === '-' || char === '?' || char === ':') && isBlank(text[at + 1])) {
      parent = char === ':' ? key : at - lineStart
      indicator = ++at
    } else if (char === '"' || char === "'") {
      key = at - lineStart
      flow(quoteEnd(text, at))
    } else if (char === '[' || char === '{') flow(flowEnd(text, at))
    else if (char === '|' || char === '>') {
      if (at - lineStart >= parent && skipSpace(text, indicator) === at) put(Math.max(indicator, kept), at, flat)
      const header = lineEnd(text, at)
      const comment = text.slice(at, header).indexOf('#')
      if (comment > 0) put(at + comment, header, spaces)
      at = indentedEnd(text, at, parent)
    } else if (char === '!') {
      const end = tagEnd(text, at)
      put(at, end, plainTag)
      indicator = at = end
    } else if (char === '&' || char === '*') {
      while (at < text.length && !isBlank(text[at])) at++
      if (char === '&') indicator = at
    } else {
      key = at - lineStart
      const end = plainEnd(text, at)
      at = text[end] === '\n' ? indentedEnd(text, end, parent) : end
    }
  }
  out.push(text.slice(kept))
  return out.join('')
}

/** go-yaml takes brackets, commas and more for parts of a tag. */
function tagEnd(text: string, start: number): number {
  const verbatim = text[start + 1] === '<' ? text.slice(start, start + 1000).search(/[>\s]/) : -1
  if (verbatim > 0) return start + verbatim + 1
  let end = start + 1
  while (/[-\w;/?:@&=+$,.!~*'()[\]%]/.test(text[end] ?? ' ')) end++
  return Math.max(end, start + 1)
}

/** A tag that the parser knows, unless it names a handle that must have been declared. */
function plainTag(tag: string): string {
  return /^!(?:<|[\w-]+!)|%/.test(tag) || !/[[\],@]|!!!|^![^!]*!|^!!.*!/.test(tag)
    ? tag
    : `!${'x'.repeat(tag.length - 1)}`
}

function spaces(text: string): string {
  return ' '.repeat(text.length)
}

function isBlank(char: string | undefined): boolean {
  return char === undefined || char === ' ' || char === '\n' || char === '\t' || char === '\r'
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** Where a plain scalar ends on its line: at a colon, a comment or the line break. */
function plainEnd(text: string, at: number): number {
  for (; at < text.length; at++) {
    const char = text[at]
    if (char === '\n') return at
    if (char === ':' && isBlank(text[at + 1])) return at
    if (char === '#' && isBlank(text[at - 1])) return at
  }
  return at
}

/** The end of the lines below that are blank or indented more than `parent`. */
function indentedEnd(text: string, at: number, parent: number): number {
  for (;;) {
    at = lineEnd(text, at)
    if (at >= text.length) return at
    let next = at + 1
    while (text[next] === ' ') next++
    const blank = text[next] === '\n' || text[next] === '\r' || next >= text.length
    if (!blank && next - at - 1 <= parent) return at
    at = next
  }
}

/** The offset behind the quote that ends a scalar; the end of the text where there is none. */
function quoteEnd(text: string, start: number): number {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++
      else return at + 1
    }
  }
  return text.length
}

/** The offset behind the bracket that closes the one at `start`; the end of the text where there is none. */
function flowEnd(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '[' || char === '{') depth++
    else if (char === ']' || char === '}') {
      if (--depth === 0) return at + 1
    } else if (char === '"' || char === "'") {
      if (beginsNode(text[at - 1])) at = quoteEnd(text, at) - 1
    } else if (char === '#' && beginsComment(text[at - 1])) at = lineEnd(text, at)
  }
  return text.length
}

function beginsNode(before: string | undefined): boolean {
  return isBlank(before) || before === ',' || before === '[' || before === '{' || before === ':'
}

/** A comment ends a plain scalar, so nothing of it may follow. */
function isInPlain(text: string, comment: number): boolean {
  let before = comment - 1
  while (isBlank(text[before]) && before > 0) before--
  return !',[{:?'.includes(text[before]!) && !',]}:'.includes(text[skipSpace(text, comment)] ?? ',')
}

function beginsComment(before: string | undefined): boolean {
  return isBlank(before) || ',[]{}'.includes(before!)
}

function flat(text: string): string {
  let out = ''
  let kept = 0
  const quoted = text[0] === '"' || text[0] === "'"
  for (let at = quoted ? text.length : 0; at < text.length; at++) {
    const char = text[at]
    if ((char === '"' || char === "'") && beginsNode(text[at - 1])) {
      const end = quoteEnd(text, at)
      if (char === '"') {
        out += text.slice(kept, at) + withoutApostrophes(text.slice(at, end))
        kept = end
      }
      at = end - 1
    } else if (char === '!' && beginsNode(text[at - 1])) {
      const end = tagEnd(text, at)
      if (isBlank(text[end])) {
        out += text.slice(kept, at) + plainTag(text.slice(at, end))
        kept = end
      }
      at = end - 1
    } else if (char === '#' && beginsComment(text[at - 1])) {
      const end = lineEnd(text, at)
      if (!isInPlain(text, at)) {
        out += text.slice(kept, at) + ' '.repeat(end - at)
        kept = end
      }
      at = end - 1
    }
  }
  const rest = text.slice(kept)
  return (out + (text[0] === '"' ? withoutApostrophes(rest) : rest)).replace(/[\r\n\t]/g, ' ')
}

/** The escape \' is one that YAML 1.2 does not know. */
function withoutApostrophes(quoted: string): string {
  return quoted.includes("\\'") ? quoted.replace(/\\['\\]/g, (found) => (found === "\\'" ? '\\"' : found)) : quoted
}
