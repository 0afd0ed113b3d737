import { visible } from '../../model/printable.ts'
import { formatFieldPath } from '../../schema/field-step.ts'
import { type FieldNode, stepsOf } from '../../schema/walk.ts'
import type { Action } from './action.ts'
import { rulesFor } from './details.ts'
import {
  closeRow,
  endOf,
  mostRows,
  openAll,
  openRow,
  parentOf,
  type Rows,
  reveal,
  rowsOpenAt,
  shownFor,
} from './rows.ts'
import { findFields, firstFrom } from './search.ts'
import { clamp, type Jump, type Search, type State, selectedRow, settle } from './state.ts'
import { nextVersion } from './subject.ts'

/** The state after a key. Pure. */
export function reduce(state: State, action: Action): State {
  const said = action.type === 'resize' ? state : { ...state, message: '' }
  const next = settle(step(said, action), state)
  const moved = selectedRow(next).node !== selectedRow(state).node
  // Whoever goes elsewhere has left the rules.
  return moved && next.jump && next.jump === state.jump ? settle({ ...next, jump: undefined }, next) : next
}

function step(state: State, action: Action): State {
  const { rows, selected, layout } = state
  switch (action.type) {
    case 'move':
      return state.mode === 'help'
        ? scroll(state, action.by)
        : { ...state, selected: clamp(selected + action.by, 0, rows.length - 1) }
    case 'page':
      return page(state, action.by)
    case 'first':
      return { ...state, selected: 0 }
    case 'last':
      return { ...state, selected: rows.length - 1 }
    case 'into':
      return into(state)
    case 'out':
      return selectedRow(state).isOpen
        ? { ...state, rows: closeRow(rows, selected) }
        : { ...state, selected: parentOf(rows, selected) }
    case 'toggle':
      return selectedRow(state).isOpen
        ? { ...state, rows: closeRow(rows, selected) }
        : opened(state, openRow(rows, selected))
    case 'open-all': {
      const all = openAll(rows, selected)
      const message = all.isWhole ? '' : `not all is open: the tree would have more than ${mostRows} rows`
      return { ...opened(state, all.rows), message }
    }
    case 'scroll':
      return scroll(state, action.unit === 'line' ? action.by : action.by * Math.max(1, layout.details.rows - 2))
    case 'search':
      return { ...state, mode: 'search', search: searchFor(state, '') }
    case 'type':
      return find(state, (state.search?.query ?? '') + action.text)
    case 'erase':
      return state.search?.query ? find(state, [...state.search.query].slice(0, -1).join('')) : escaped(state)
    case 'erase-all':
      return find(state, '')
    case 'accept':
      return { ...state, mode: 'tree', search: state.search?.query.trim() ? state.search : undefined }
    case 'next':
      return another(state, action.by)
    case 'copied':
      return { ...state, message: action.path === '' ? 'the resource has no path' : `copied ${visible(action.path)}` }
    case 'rule':
      return toRule(state)
    case 'version':
      return toNextVersion(state)
    case 'help':
      return { ...state, mode: state.mode === 'help' ? 'tree' : 'help', scrolled: 0 }
    case 'escape':
      return escaped(state)
    case 'quit':
      return { ...state, isDone: true }
    case 'resize':
      return { ...state, size: action.size }
  }
}

function scroll(state: State, by: number): State {
  return { ...state, scrolled: state.scrolled + by }
}

function page(state: State, by: number): State {
  // A row stays in sight, so that one sees where one was.
  const step = Math.sign(by) * Math.max(1, Math.floor(Math.abs(by) * (state.layout.tree.rows - 1)))
  if (state.mode === 'help') return scroll(state, step)
  return {
    ...state,
    selected: clamp(state.selected + step, 0, state.rows.length - 1),
    top: Math.max(0, state.top + step),
  }
}

function into(state: State): State {
  const { rows, selected } = state
  const row = selectedRow(state)
  if (row.isLeaf) return state
  return row.isOpen ? { ...state, selected: selected + 1 } : opened(state, openRow(rows, selected))
}

/** Moves the screen so that what was opened is in sight, as far as it fits. */
function opened(state: State, rows: Rows): State {
  const last = endOf(rows, state.selected) - 1
  return { ...state, rows, top: clamp(last - state.layout.tree.rows + 1, state.top, state.selected) }
}

function goTo(state: State, node: FieldNode): State {
  const { rows, at } = reveal(state.rows, shownFor(node))
  return { ...state, rows, selected: at }
}

/** Nobody types more; what is pasted may be of any length. */
const longestQuery = 200

function searchFor(state: State, query: string): Search {
  const matches = findFields(state.subject.root, query.slice(0, longestQuery).toWellFormed())
  const { rows, selected, top, search, mode } = state
  const before = mode === 'search' && search ? search.before : { rows, selected, top }
  const from = before.rows[before.selected]!.node
  return { ...matches, before, at: firstFrom(state.subject.root, matches, from) }
}

/** From where the search began, so that what a shorter word opened is closed again. */
function find(state: State, query: string): State {
  const search = searchFor(state, query)
  const found = search.fields[search.at]
  const back = { ...state, ...search.before, search }
  return found ? goTo(back, found) : back
}

function another(state: State, by: 1 | -1): State {
  const { search } = state
  if (!search) return { ...state, message: 'nothing was searched for: / searches' }
  const count = search.fields.length
  if (count === 0) return { ...state, message: `${visible(search.query)} is nowhere` }
  const at = search.at < 0 ? (by > 0 ? 0 : count - 1) : (search.at + by + count) % count
  const isAround = search.at >= 0 && (by > 0 ? at <= search.at : at >= search.at)
  const message = count === 1 ? 'there is no other match' : isAround ? 'around the end' : ''
  return goTo({ ...state, message, search: { ...search, at } }, search.fields[at]!)
}

/** To where a rule stands that has a say about the field; then to the next one, and in the end back. */
function toRule(state: State): State {
  const { node } = selectedRow(state)
  const jump: Jump = state.jump
    ? { ...state.jump, at: state.jump.at + 1 }
    : { origin: node, rules: rulesFor(node, state.subject), at: 0 }
  const { origin, rules, at } = jump
  const name = visible(formatFieldPath(stepsOf(origin))) || 'the resource'
  if (rules.length === 0) return { ...state, message: `no rule has a say about ${name}` }
  const rule = rules[at]
  if (!rule) return { ...goTo(state, origin), jump: undefined, message: `back at ${name}` }
  let place = origin
  for (let above: FieldNode | undefined = origin; above; above = above.parent) {
    if (formatFieldPath(stepsOf(above)) === rule.from) place = above
  }
  const message = `rule ${at + 1} of ${rules.length} about ${name}; r: ${at + 1 < rules.length ? 'next' : 'back'}`
  return { ...goTo(state, place), jump, message }
}

/** The same field, or what it is in, with the same things open. */
function toNextVersion(state: State): State {
  const subject = nextVersion(state.subject)
  if (subject === state.subject) return { ...state, message: 'there is no other version' }
  const pathOf = (node: FieldNode) => formatFieldPath(stepsOf(node))
  const open = new Set(state.rows.filter(({ isOpen }) => isOpen).map(({ node }) => pathOf(node)))
  const rows = rowsOpenAt(subject.root, (node) => open.has(pathOf(node)))
  const places = new Map(rows.map(({ node }, i) => [pathOf(node), i]))
  let at: FieldNode | undefined = selectedRow(state).node
  while (at && !places.has(pathOf(at))) at = at.parent
  const selected = places.get(at ? pathOf(at) : '') ?? 0
  const isThere = at === selectedRow(state).node
  const message = isThere
    ? ''
    : `${visible(pathOf(selectedRow(state).node))} is not in ${visible(subject.resource.version)}`
  const next = { ...state, subject, rows, selected, message, jump: undefined, search: undefined }
  if (!state.search) return next
  const { query } = state.search
  return { ...next, search: { ...searchFor({ ...next, mode: 'tree' }, query), at: -1 } }
}

/** Closes the help or the search, else ends. */
function escaped(state: State): State {
  const { mode, search } = state
  if (mode === 'help') return { ...state, mode: 'tree', scrolled: 0 }
  if (mode === 'search' && search) return { ...state, ...search.before, mode: 'tree', search: undefined }
  if (search) return { ...state, search: undefined }
  return { ...state, isDone: true }
}
