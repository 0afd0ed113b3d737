import { displayWidth, padToWidth } from '../../model/display-width.ts'
import { visible } from '../../model/printable.ts'
import { versionWords } from '../render-resource.ts'
import { smallest } from './layout.ts'
import { cut } from './row-text.ts'
import { readable, type State } from './state.ts'

/** What is looked at: kind, group and version, the object; what is to be known about the version. */
export function titleText({ subject, look, size }: State): string {
  const { resource, object, versions, at } = subject
  const version = resource.versions.find(({ name }) => name === resource.version)
  const about = [
    '',
    `${visible(resource.group)}/${visible(resource.version)}`,
    ...(object ? [`${visible(object.name)}${object.namespace === '' ? '' : ` in ${visible(object.namespace)}`}`] : []),
    ...(versions.length > 1 ? [`version ${at + 1} of ${versions.length}`] : []),
    ...(version ? [versionWords(version)] : []),
  ].join('  ')
  const kind = cut(visible(resource.kind), size.columns, look.glyphs.ellipsis)
  const rest = cut(about, size.columns - displayWidth(kind), look.glyphs.ellipsis)
  return look.style.heading(kind) + look.style.faint(rest)
}

/** What is searched for, and which of the matches one is on. */
export function searchText({ search, mode, look, size }: State): string {
  if (!search) return look.style.faint(cut('/ to search', size.columns, look.glyphs.ellipsis))
  const { fields, names, at, query } = search
  const where = at < names ? 'in the name' : 'in the description'
  const count =
    fields.length === 0 ? 'nowhere' : at < 0 ? `${fields.length} matches` : `${at + 1} of ${fields.length}, ${where}`
  const said = query.trim() === '' ? '' : cut(`   ${count}`, size.columns - 6, look.glyphs.ellipsis)
  // The end of what is typed stays in sight.
  const room = Math.max(1, size.columns - displayWidth(said) - 2)
  const characters = [...visible(query)]
  while (characters.length > 0 && displayWidth(characters.join('')) > room) characters.shift()
  const cursor = mode === 'search' ? '_' : ''
  return `${look.style.label('/')}${characters.join('')}${cursor}${look.style.faint(said)}`
}

const hints: readonly string[] = [
  '? help',
  'q quit',
  '/ search',
  'arrows move',
  '* open all',
  '[ ] scroll',
  'c copy',
  'r rules',
  'v version',
]

const helpHints: readonly string[] = ['Esc goes back', 'up down scroll']

/** What was just done, else the keys that fit. */
export function statusText(state: State): string {
  const { message, look, mode, search, size } = state
  const { columns } = size
  const { ellipsis } = look.glyphs
  if (message !== '') return look.style.warning(cut(message, columns, ellipsis))
  if (mode === 'search') {
    return look.style.faint(cut('Enter: keep it   Esc: go back   up, down: other matches', columns, ellipsis))
  }
  const below = belowText(state)
  let line = ''
  for (const hint of mode === 'help' ? helpHints : search ? ['n N other matches', ...hints] : hints) {
    const longer = line === '' ? hint : `${line}   ${hint}`
    if (displayWidth(longer) + (below === '' ? 0 : below.length + 3) <= columns) line = longer
  }
  return look.style.faint(below === '' ? line : padToWidth(line, columns - below.length) + below)
}

/** That there is more to read than is shown. */
function belowText(state: State): string {
  const { scrolled } = state
  const { lines, rows } = readable(state)
  const below = lines - rows - scrolled
  if (below > 0) return below === 1 ? '1 more line' : `${below} more lines`
  return scrolled > 0 ? 'the end' : ''
}

export function tooSmallText({ size }: State): string {
  return `This window is too small: ${size.columns}x${size.rows}, of at least ${smallest.columns}x${smallest.rows}. q quits.`
}
