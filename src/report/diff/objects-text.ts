import { marshal } from '../../model/go/json.ts'
import type { ComparedObject, Difference, ObjectReport } from '../../model/object-change.ts'
import { printableLine, visible } from '../../model/printable.ts'
import type { Value } from '../../model/value.ts'
import type { Style } from '../style.ts'
import { spotOf } from './places.ts'

export interface ObjectTextOptions {
  style: Style
  /** Those that stay the same too, and values at their full length. */
  verbose: boolean
}

const widest = 120

/** For people: a line for each value that differs, with who makes it differ and who owns it. */
export function objectsText({ objects }: ObjectReport, options: ObjectTextOptions): string {
  return objects.flatMap((object) => objectLines(object, options)).join('')
}

function objectLines(object: ComparedObject, options: ObjectTextOptions): string[] {
  const { state, differences, document, kind, apiVersion } = object
  const { style, verbose } = options
  if (state === 'same' && !verbose) return []
  const { file, line } = spotOf(document, [])!
  const title = `${style.strong(`${visible(kind)} ${titleOf(object)}`)} (${visible(apiVersion)})`
  const said = { created: 'would be created', removed: 'is gone', changed: '', same: 'stays as it is' }[state]
  const head = [title, said].filter((part) => part !== '').join(' ')
  return [
    `${head}   ${style.place(`${visible(file)}:${line}`)}\n`,
    ...differences.map((difference) => `  ${differenceLine(difference, options)}\n`),
    '\n',
  ]
}

function titleOf({ namespace, name }: ComparedObject): string {
  return namespace === '' ? visible(name) : `${visible(namespace)}/${visible(name)}`
}

function differenceLine(
  { path, before, after, by, owners }: Difference,
  { style, verbose }: ObjectTextOptions,
): string {
  const shown = (value: Value) => clip(printableLine(marshal(value)), verbose)
  const owned = owners.length > 0 ? [`owned by ${owners.map(visible).join(', ')}`] : []
  const label = style.gutter(`(${[author[by], ...owned].join(', ')})`)
  const name = visible(path)
  if (before === undefined) return `${style.good('+')} ${name}: ${shown(after!)} ${label}`
  if (after === undefined) return `${style.error('-')} ${name}: ${shown(before)} ${label}`
  return `${style.warning('~')} ${name}: ${shown(before)} → ${shown(after)} ${label}`
}

const author = { yours: 'yours', defaulted: 'defaulted', server: 'by the server' }

function clip(text: string, whole: boolean): string {
  return whole || text.length <= widest ? text : `${text.slice(0, widest)}…`
}
