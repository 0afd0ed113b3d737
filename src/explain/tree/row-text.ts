import { clipToWidth, displayWidth } from '../../model/display-width.ts'
import { visible } from '../../model/printable.ts'
import { isDict, isList, type Value } from '../../model/value.ts'
import { plainStyle, type Style } from '../style.ts'
import { kubectlType } from '../type-words.ts'
import { valueWords } from '../value-words.ts'
import { highlight } from './highlight.ts'
import type { Look } from './look.ts'
import type { Row } from './rows.ts'
import { type State, selectedRow } from './state.ts'

/** Text of others in a row is cut to this many characters before it is looked at. */
const longest = 300

/** The rows in sight, none wider than the pane. */
export function rowTexts(state: State): string[] {
  const { rows, top, selected, layout, look, subject, search } = state
  const { columns } = layout.tree
  // In a deep tree, what is above the row one is on moves out of the pane.
  const shift = Math.max(0, selectedRow(state).level - Math.floor(columns / 6))
  return rows.slice(top, top + layout.tree.rows).map((row, i) => {
    const isSelected = top + i === selected
    const name = row.level === 0 ? subject.resource.kind : row.node.name
    return rowText(row, {
      name,
      isSelected,
      indent: Math.max(0, row.level - shift) * 2,
      columns,
      look,
      query: search?.query ?? '',
    })
  })
}

interface Drawn {
  name: string
  isSelected: boolean
  indent: number
  columns: number
  look: Look
  /** What is searched for. */
  query: string
}

/** `> ▾ name*  type = default`. */
function rowText({ node, isOpen, isLeaf }: Row, { name, isSelected, indent, columns, look, query }: Drawn): string {
  const { glyphs } = look
  // Within the row one is on, colours would be hard to read.
  const style = isSelected ? plainStyle : look.style
  const line = new Line(columns, glyphs.ellipsis)
  line.add(`${isSelected ? '>' : ' '}${' '.repeat(indent)}${isLeaf ? ' ' : isOpen ? glyphs.open : glyphs.closed} `)
  const paint = { hit: style.warning, rest: node.builtIn ? style.faint : style.name }
  line.add(visible(name.slice(0, longest)), (text) => highlight(text, query, paint))
  if (node.parent && node.required) line.add('*', style.required)
  line.add(`  ${visible(kubectlType(node).slice(0, longest))}`, node.builtIn ? style.faint : style.type)
  const fallback = node.schemas.find((schema) => schema.default !== undefined)?.default
  if (fallback !== undefined) line.add(` = ${brief(fallback, glyphs.ellipsis)}`, style.value)
  return isSelected ? look.style.selected(line.padded()) : line.text
}

/** The lines of the details in sight, with what was searched for in prose. */
export function detailTexts({ details, scrolled, layout, look, search }: State): string[] {
  const paint = { hit: look.style.warning, rest: (text: string) => text }
  const query = search?.query ?? ''
  return details.lines
    .slice(scrolled, scrolled + layout.details.rows)
    .map((line) => (line.includes('\x1b') ? line : highlight(line, query, paint)))
}

/** Objects and lists are for the details. */
function brief(value: Value, ellipsis: string): string {
  if (isDict(value)) return Object.keys(value).length === 0 ? '{}' : `{${ellipsis}}`
  if (isList(value)) return value.length === 0 ? '[]' : `[${ellipsis}]`
  return visible(valueWords(typeof value === 'string' ? value.slice(0, longest) : value))
}

/** A line that is cut where the pane ends. */
class Line {
  readonly #columns: number
  readonly #ellipsis: string
  text = ''
  #taken = 0
  #isCut = false

  constructor(columns: number, ellipsis: string) {
    this.#columns = columns
    this.#ellipsis = ellipsis
  }

  add(text: string, paint: Style['name'] = (plain) => plain): void {
    if (this.#isCut) return
    const room = this.#columns - this.#taken
    this.#isCut = displayWidth(text) > room
    const shown = this.#isCut ? cut(text, room, this.#ellipsis) : text
    this.text += paint(shown)
    this.#taken += displayWidth(shown)
  }

  padded(): string {
    return this.text + ' '.repeat(this.#columns - this.#taken)
  }
}

/** The beginning of a text, and a sign that it goes on. */
export function cut(text: string, columns: number, ellipsis: string): string {
  if (displayWidth(text) <= columns) return text
  return columns < 1 ? '' : clipToWidth(text, columns - 1) + ellipsis
}
