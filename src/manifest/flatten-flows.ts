/**
 * A text in which every flow collection stands on one line: line breaks, tabs and comments inside become spaces, so that
 * nothing moves. Inside flow collections go-yaml does not look at indentation, which the parser here does; this is the
 * second try for a text that it refused.
 */
export function flattenFlows(text: string): string {
  const out: string[] = []
  let kept = 0
  opening.lastIndex = 0
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = match.index + match[0].length - 1
    const end = closing(text, start)
    if (end < 0) continue
    opening.lastIndex = end
    const inside = text.slice(start, end)
    if (!/[\n\t]/.test(inside)) continue
    out.push(text.slice(kept, start), onOneLine(inside))
    kept = end
  }
  out.push(text.slice(kept))
  return out.join('')
}

/** Where a flow collection can begin: after a key, a dash or a question mark, or at the beginning of a line. */
const opening = /(?:^ *|[:?-][ \t]+|[:?-][ \t]+[!&][^ \t\n]*[ \t]+)[[{]/gm

/** The offset behind the bracket that closes the one at `start`; -1 when there is none. */
function closing(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '[' || char === '{') depth++
    else if (char === ']' || char === '}') {
      if (--depth === 0) return at + 1
    } else if (char === '"' || char === "'") {
      if (!/[\s,[{:]/.test(text[at - 1] ?? ' ')) continue
      at = quoteEnd(text, at)
      if (at < 0) return -1
    } else if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      at = text.indexOf('\n', at)
      if (at < 0) return -1
    }
  }
  return -1
}

/** The offset of the quote that ends a scalar; -1 when there is none. */
function quoteEnd(text: string, start: number): number {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++
      else return at
    }
  }
  return -1
}

function onOneLine(text: string): string {
  let out = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if ((char === '"' || char === "'") && /[\s,[{:]/.test(text[at - 1] ?? ' ')) {
      const end = quoteEnd(text, at)
      out += text.slice(at, end + 1).replace(/[\r\n\t]/g, ' ')
      at = end
    } else if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const end = text.indexOf('\n', at)
      out += ' '.repeat(end - at)
      at = end - 1
    } else out += /[\r\n\t]/.test(char) ? ' ' : char
  }
  return out
}
