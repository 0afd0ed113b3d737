import { SCALAR_STYLE, type ScalarEvent } from 'js-yaml'
import { YamlError } from './yaml-error.ts'

// What go-yaml refuses in a token and the parser here lets pass. Upstream: go-yaml v2 scannerc.go.

/** @param indent column of the block collection it stands in; -1 outside of any */
export function checkScalar(text: string, event: ScalarEvent, inFlow: boolean, indent: number): void {
  switch (event.style) {
    case SCALAR_STYLE.PLAIN:
      if (inFlow) checkFlowPlain(text, event)
      if (!event.fast && event.valueStart >= 0) checkPlainTabs(text, event, indent)
      break
    case SCALAR_STYLE.DOUBLE_QUOTED:
      if (!event.fast) checkEscapes(text, event)
      break
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK:
      checkBlockTabs(text, event)
  }
}

/** In a flow collection a question mark ends a plain scalar, wherever it stands. */
function checkFlowPlain(text: string, { valueStart, valueEnd }: ScalarEvent): void {
  if (valueStart < 0) return
  const at = text[valueStart] === ':' ? valueStart : text.slice(valueStart, valueEnd).indexOf('?')
  if (at < 0) return
  const hint = 'quote a text with ? inside [ ] or { }'
  throw new YamlError("did not find expected ',' or ']'", at === valueStart ? at : valueStart + at, hint)
}

function checkPlainTabs(text: string, { valueStart, valueEnd }: ScalarEvent, indent: number): void {
  const value = text.slice(valueStart, valueEnd)
  if (!value.includes('\t')) return
  for (const { 0: found, index } of value.matchAll(/(?<=[\n\r]) *\t/g)) {
    if (found.length - 1 > indent) continue
    throw new YamlError('found a tab character that violates indentation', valueStart + index + found.length - 1)
  }
}

/** YAML 1.2 knows `\/`, YAML 1.1 does not; half of a surrogate pair is no character. */
function checkEscapes(text: string, { valueStart, valueEnd }: ScalarEvent): void {
  const value = text.slice(valueStart, valueEnd)
  for (let at = value.indexOf('\\'); at >= 0; at = value.indexOf('\\', at + 2)) {
    const kind = value[at + 1]
    const offset = valueStart + at
    if (kind === '/') throw new YamlError('found unknown escape character', offset, 'write / without the backslash')
    const digits = kind === 'u' ? 4 : kind === 'U' ? 8 : 0
    const code = digits === 0 ? 0 : Number.parseInt(value.slice(at + 2, at + 2 + digits), 16)
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      throw new YamlError('found invalid Unicode character escape code', offset, 'write the character itself')
    }
  }
}

/** In a block scalar no tab may stand where indentation is due; in its first lines that is anywhere before the text. */
function checkBlockTabs(text: string, { valueStart, valueEnd, indent }: ScalarEvent): void {
  if (!text.slice(valueStart, valueEnd).includes('\t')) return
  const headerStart = text.lastIndexOf('\n', valueStart - 2) + 1
  let known = /[|>][-+]?[1-9]/.test(text.slice(headerStart, valueStart))
  let at = valueStart
  while (at < valueEnd) {
    let column = 0
    while (text[at + column] === ' ' && (!known || column < indent)) column++
    if (text[at + column] === '\t' && (!known || column < indent))
      throw new YamlError('found a tab character where an indentation space is expected', at + column)
    if (!/[\r\n]/.test(text[at + column] ?? '\n')) known = true
    const end = text.indexOf('\n', at)
    if (end < 0) break
    at = end + 1
  }
}

const name = /[\w-]+/y

export function checkAnchor(text: string, start: number, end: number): void {
  name.lastIndex = start
  if (name.exec(text)?.[0].length === end - start && !'[{'.includes(text[end] ?? ' ')) return
  const hint = 'only letters, digits, - and _ can be in the name of an anchor; a text that begins with & or * is quoted'
  throw new YamlError('did not find expected alphabetic or numeric character', start, hint)
}

export function checkTag(text: string, start: number, end: number): void {
  if (text.slice(start, end) === '!!') throw new YamlError('did not find expected tag URI', start)
  if (!/\s/.test(text[end] ?? ' ') || text.slice(start, end).includes('#'))
    throw new YamlError('did not find expected whitespace or line break', end)
}
