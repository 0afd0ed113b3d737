import { padToWidth } from '../../model/display-width.ts'
import { wrap } from '../wrap.ts'
import { fold } from './fold.ts'

const keys: readonly (readonly [keys: string, what: string] | undefined)[] = [
  ['up down, k j', 'a row up, down'],
  ['right, l', 'open; then into it'],
  ['left, h', 'close; then to what it is in'],
  ['space, Enter', 'open or close'],
  ['*', 'open everything below'],
  ['PgUp PgDn', 'a screen up, down'],
  ['Home End, g G', 'the first row, the last'],
  undefined,
  ['[ ]', 'the details up, down'],
  ['Tab', 'the details down'],
  ['K J', 'the details by a line'],
  undefined,
  ['/', 'search names, then descriptions; with a dot: paths'],
  ['n N', 'the next match, the one before'],
  ['r', 'the rules that read the field: to where each stands, and back'],
  ['v', 'the next version'],
  ['c', 'copy the path'],
  undefined,
  ['Ctrl-L', 'draw the screen again'],
  ['Ctrl-Z', 'stop; fg goes on'],
  ['?', 'this help'],
  ['q, Ctrl-C', 'quit'],
  ['Esc', 'end the search or the help, else quit'],
]

const left = 16

/** What the keys do, in lines that fit. */
export function helpLines(columns: number): string[] {
  return keys.flatMap((row) => {
    if (!row) return ['']
    const lines = wrap(row[1], Math.min(60, columns - left))
    return lines.flatMap((line, i) => fold(padToWidth(i === 0 ? ` ${row[0]}` : '', left) + line, columns))
  })
}
