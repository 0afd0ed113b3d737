import { SCALAR_STYLE, type ScalarEvent } from 'js-yaml'

/** What go-yaml refuses in a scalar and the parser here lets pass; undefined for nothing. */
export function badScalar(text: string, event: ScalarEvent): { message: string; offset: number } | undefined {
  switch (event.style) {
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return event.fast ? undefined : badEscape(text, event)
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK:
      return badTab(text, event)
    default:
      return undefined
  }
}

/** YAML 1.2 knows `\/`, YAML 1.1 does not. */
function badEscape(text: string, { valueStart, valueEnd }: ScalarEvent) {
  for (let at = text.indexOf('\\', valueStart); at >= 0 && at < valueEnd; at = text.indexOf('\\', at + 2)) {
    if (text[at + 1] === '/') return { message: 'found unknown escape character', offset: at }
  }
  return undefined
}

/** In a block scalar no tab may stand where indentation is due; in its first lines that is anywhere before the text. */
function badTab(text: string, { valueStart, valueEnd, indent }: ScalarEvent) {
  const after = /^ *\t/.exec(text.slice(valueEnd, valueEnd + 1000))
  if (after && text[valueEnd - 1] === '\n') return { message: tabMessage, offset: valueEnd + after[0].length - 1 }
  if (!text.slice(valueStart, valueEnd).includes('\t')) return undefined
  const headerStart = text.lastIndexOf('\n', valueStart - 2) + 1
  const explicit = /[|>][-+]?[1-9]/.test(text.slice(headerStart, valueStart))
  let known = explicit
  let at = valueStart
  while (at < valueEnd) {
    let column = 0
    while (text[at + column] === ' ' && (!known || column < indent)) column++
    if (text[at + column] === '\t' && (!known || column < indent)) {
      return { message: tabMessage, offset: at + column }
    }
    if (!/[\r\n]/.test(text[at + column] ?? '\n')) known = true
    const end = text.indexOf('\n', at)
    if (end < 0) break
    at = end + 1
  }
  return undefined
}

const tabMessage = 'found a tab character where an indentation space is expected'
