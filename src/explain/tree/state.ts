import { formatFieldPath } from '../../schema/field-step.ts'
import { type FieldNode, stepsOf } from '../../schema/walk.ts'
import type { RuleDoc } from '../doc.ts'
import { type Details, detailsOf } from './details.ts'
import { helpLines } from './help.ts'
import { type Layout, layoutOf, type Size } from './layout.ts'
import type { Look } from './look.ts'
import { openAll, openRow, type Row, type Rows, reveal, rootRows, shownFor } from './rows.ts'
import type { Matches } from './search.ts'
import type { Subject } from './subject.ts'

/** All there is to know to draw the screen, and to answer the next key. Never changed, only replaced. */
export interface State {
  readonly subject: Subject
  readonly look: Look
  readonly size: Size
  readonly layout: Layout
  readonly rows: Rows
  /** Which row one is on. */
  readonly selected: number
  /** The first row that is shown. */
  readonly top: number
  /** Of the field one is on. */
  readonly details: Details
  /** The first line that is shown of the details, or of the help. */
  readonly scrolled: number
  /** What keys are for. */
  readonly mode: 'tree' | 'search' | 'help'
  readonly search: Search | undefined
  readonly jump: Jump | undefined
  /** What was just done, or cannot be; '' for nothing. */
  readonly message: string
  /** The user is done. */
  readonly isDone: boolean
}

export interface Search extends Matches {
  /** Which of the fields one is on; -1 for none. */
  readonly at: number
  /** Where one was before. */
  readonly before: Pick<State, 'rows' | 'selected' | 'top'>
}

/** On the way along the rules that have a say about a field. */
export interface Jump {
  readonly origin: FieldNode
  readonly rules: readonly RuleDoc[]
  readonly at: number
}

export interface Start {
  subject: Subject
  look: Look
  size: Size
  /** The field to begin with. */
  node: FieldNode
  /** Everything below it is open. */
  isOpen: boolean
  message: string
}

/** The first screen: spec is open, and one is on the field that was asked for. */
export function initialState({ subject, look, size, node, isOpen, message }: Start): State {
  let rows = rootRows(subject.root)
  rows = openRow(
    rows,
    rows.findIndex((row) => row.node.name === 'spec'),
  )
  const found = reveal(rows, shownFor(node))
  rows = isOpen ? openAll(found.rows, found.at).rows : openRow(found.rows, found.at)
  return settle({
    ...{ subject, look, size, rows, selected: found.at, message },
    ...{ layout: layoutOf(size), top: 0, scrolled: 0, mode: 'tree', isDone: false },
    ...{ details: { lines: [], ruleAt: undefined }, search: undefined, jump: undefined },
  })
}

export function selectedRow({ rows, selected }: State): Row {
  return rows[selected]!
}

/** The path of the field one is on, '' for the resource. */
export function selectedPath(state: State): string {
  return formatFieldPath(stepsOf(selectedRow(state).node))
}

/**
 * Makes a state whole: the row one is on is there and in sight, the details are of its field and as wide as their pane,
 * nothing is scrolled past its end.
 */
export function settle(next: State, before?: State): State {
  const layout = before?.size === next.size ? next.layout : layoutOf(next.size)
  const selected = clamp(next.selected, 0, next.rows.length - 1)
  const { node } = next.rows[selected]!
  const isSame =
    before !== undefined &&
    selectedRow(before).node === node &&
    before.subject === next.subject &&
    before.layout.details.columns === layout.details.columns &&
    before.jump === next.jump
  const rule = next.jump?.rules[next.jump.at]
  const width = layout.details.columns
  const details = isSame ? before.details : detailsOf(node, next.subject, { width, style: next.look.style, rule })
  const scrolled = isSame || next.mode === 'help' ? next.scrolled : beginOf(details, next, layout)
  const { lines, rows } = readable({ mode: next.mode, layout, details })
  return {
    ...next,
    layout,
    selected,
    details,
    top: topFor(next.top, selected, next.rows.length, layout.tree.rows),
    scrolled: clamp(scrolled, 0, Math.max(0, lines - rows)),
  }
}

/** How many lines there are to read, and how many of them are shown at a time. */
export function readable({ mode, layout, details }: Pick<State, 'mode' | 'layout' | 'details'>): {
  lines: number
  rows: number
} {
  if (mode === 'help') return { lines: helpLines(layout.body.columns).length, rows: layout.body.rows }
  return { lines: details.lines.length, rows: layout.details.rows }
}

/** The details are shown from their first line on, unless what one came for stands further down. */
function beginOf({ lines, ruleAt }: Details, { search, jump }: State, { details }: Layout): number {
  const wanted = search?.query.trim().toLowerCase()
  const isFound = search !== undefined && search.at >= search.names
  const at = ruleAt ?? (!jump && wanted && isFound ? lines.findIndex((line) => line.toLowerCase().includes(wanted)) : 0)
  return at < details.rows - 1 ? 0 : at - 1
}

/** The row one is on is in sight: a step away the screen moves by a row, further away it is put in the middle. */
function topFor(top: number, selected: number, count: number, height: number): number {
  let first = top
  if (selected === top - 1) first = selected
  else if (selected === top + height) first = top + 1
  else if (selected < top || selected > top + height) first = selected - Math.floor(height / 2)
  return clamp(first, 0, Math.max(0, count - height))
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
