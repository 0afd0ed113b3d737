import { printable, visible } from '../model/printable.ts'
import { addresses } from './prose.ts'

/**
 * Prose in which nothing is markup, HTML or JSX, but for what stands between backquotes, and addresses, which become links
 * that show where they lead.
 */
export function markdownText(prose: string): string {
  return converted(prose, markdownCode)
}

/** The same for a cell of a table. */
export function markdownCellText(prose: string): string {
  return converted(prose, markdownCellCode)
}

function converted(prose: string, code: (value: string) => string): string {
  let out = ''
  let from = 0
  const text = printable(prose)
  for (const match of text.matchAll(special)) {
    const [whole, quoted] = match
    out += escaped(text.slice(from, match.index))
    out += quoted === undefined ? `[${escaped(whole)}](${target(whole)})` : code(quoted)
    from = match.index + whole.length
  }
  return atLineStarts(out + escaped(text.slice(from)))
}

/** Code in one line, or an address. */
const special = new RegExp(`(?<!\`)\`([^\`\\n]+)\`(?!\`)|${addresses.source}`, 'g')

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|~$&]/g, (char) => entities[char] ?? `\\${char}`)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;' }

/** What would begin a heading, a list, a rule, a container, code, or a module's import. */
function atLineStarts(text: string): string {
  return text
    .replace(/^(\s*)(?=[#+=-](?:\s|$|=|-|#))/gm, '$1\\')
    .replace(/^(\s*\d+)(?=[.)](?:\s|$))/gm, '$1\\')
    .replace(/^(\s*)(?=:::)/gm, '$1\\')
    .replace(
      /^(\s*)([ie])(?=(?:mport|xport)\s)/gm,
      (_, space: string, letter: string) => `${space}&#${letter.charCodeAt(0)};`,
    )
    .replace(/^ {4,}/gm, '   ')
}

/** Without what would end the link, or the cell. */
function target(url: string): string {
  return url.replace(/[()<>|\\[\]{}`"']/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** A code span, with as many backquotes around it as it takes. */
export function markdownCode(value: string): string {
  const shown = visible(value)
  const longest = shown.match(/`+/g)?.reduce((most, run) => Math.max(most, run.length), 0) ?? 0
  const fence = '`'.repeat(longest + 1)
  const space = /^`|`$|^ .* $/.test(shown) || shown === '' ? ' ' : ''
  return fence + space + shown + space + fence
}

/** The same in a cell of a table, where a bar ends the cell even in code. */
export function markdownCellCode(value: string): string {
  return markdownCode(value).replaceAll('|', '\\|')
}
