import type { Against, DiffReport, ToldChange, ToldPair } from '../../model/change.ts'
import { marshal } from '../../model/go/json.ts'
import { printableLine, visible } from '../../model/printable.ts'
import type { Style } from '../style.ts'
import { bodyOf } from './json.ts'
import { placesText, sentenceOf, subjectOf } from './places.ts'

export interface DiffTextOptions {
  style: Style
  /** Everything, one by one. */
  verbose: boolean
}

/** So many places of one change are named. */
const namedPlaces = 3
const widest = 160

/** For people: what breaks first, the same change in many places on one line, the rest as counts. */
export function diffText(report: DiffReport, options: DiffTextOptions): string {
  const lines: string[] = []
  for (const name of report.removed) lines.push(`${options.style.error('removed')}   ${visible(name)}`)
  for (const name of report.added) lines.push(`added     ${visible(name)}`)
  for (const pair of report.pairs) lines.push(...pairLines(pair, options))
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function pairLines(pair: ToldPair, options: DiffTextOptions): string[] {
  const { style, verbose } = options
  const { group, kind, changes, plan, rollback, against } = pair
  if (changes.length === 0 && !verbose && !against && !rollback) return []
  const files = [pair.old, pair.new].map(({ origin }) => visible(origin.name)).join(' → ')
  const lines = [`${style.strong(`${visible(kind)} (${visible(group)})`)}   ${style.place(files)}`]
  const isQuiet = (change: ToldChange) => ['compatible', 'information'].includes(change.effect.outcome)
  for (const same of alike(changes.filter((change) => verbose || !isQuiet(change))))
    lines.push(...changeLines(same, pair, options))
  const rest = verbose ? [] : changes.filter(isQuiet)
  if (rest.length > 0) lines.push(`  ${counts(rest)}`)
  if (against) lines.push(...againstLines(against, style))
  if (plan.length > 0) {
    lines.push('  upgrade plan:')
    for (const [i, { text, command }] of plan.entries())
      lines.push(`    ${i + 1}. ${visible(text)}`, ...(command === undefined ? [] : [`       ${visible(command)}`]))
  }
  if (rollback)
    lines.push(`  rollback: ${rollback.verdict}${rollback.breaking > 0 ? ` (${rollback.breaking} breaking)` : ''}`)
  return [...lines, '']
}

/** What was changed in the same way in several places: one Go type stands behind them. */
function alike(changes: readonly ToldChange[]): ToldChange[][] {
  const groups = new Map<string, ToldChange[]>()
  for (const change of changes) {
    const { code, versions, message, effect, waived } = change
    const key = JSON.stringify([
      code,
      versions,
      message,
      effect.aspect,
      effect.outcome,
      effect.reason,
      effect.ratchets,
      waived,
    ])
    const known = groups.get(key)
    if (known) known.push(change)
    else groups.set(key, [change])
  }
  return [...groups.values()]
}

function changeLines(same: readonly ToldChange[], pair: ToldPair, { style, verbose }: DiffTextOptions): string[] {
  const change = same[0]!
  const { effect, code, versions, waived, counts: isCounted } = change
  const mark =
    effect.outcome === 'breaking' && isCounted && waived === undefined
      ? style.error
      : effect.outcome === 'breaking' || effect.outcome === 'undecided'
        ? style.warning
        : String
  // What breaks only for others than who asks.
  const said = effect.outcome === 'breaking' && !isCounted ? 'warning' : effect.outcome
  const word = waived !== undefined ? `waived ${said}` : said
  const where = versions.length > 0 ? ` ${versions.map(visible).join(',')}` : ''
  const places = same.slice(0, verbose ? undefined : namedPlaces).map(subjectOf)
  const more = same.length > places.length ? ` and ${same.length - places.length} more places` : ''
  const lines = [
    `  ${mark(`${word}[${code}]`)} ${effect.aspect}${where} ${style.strong(places.join(', '))}${more}: ${clip(printableLine(sentenceOf(change)))}`,
  ]
  lines.push(`    ${style.gutter('-->')} ${style.place(placesText(change, pair))}`)
  if (effect.witness && effect.outcome === 'breaking') {
    const shown = clip(printableLine(marshal(bodyOf(effect.witness))))
    const from = effect.from ? `${clip(printableLine(marshal(bodyOf(effect.from))))} to ` : ''
    lines.push(`    ${style.gutter('=')} ${effect.from ? 'update' : 'example'}: ${from}${shown}`)
  }
  if (effect.ratchets && !effect.from)
    lines.push(`    ${style.gutter('=')} note: stored objects that keep the value can still be updated`)
  if (waived !== undefined) lines.push(`    ${style.gutter('=')} waived: ${printableLine(waived)}`)
  return lines
}

function againstLines({ objects, create, update, lost }: Against, style: Style): string[] {
  const of = (names: readonly string[]) =>
    names.length === 0
      ? ''
      : `: ${names.slice(0, 5).map(visible).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`
  return [
    `  ${objects} object${objects === 1 ? '' : 's'}:`,
    `    ${create.length > 0 ? style.error(String(create.length)) : 0} fail on create${of(create)}`,
    `    ${update.length > 0 ? style.error(String(update.length)) : 0} fail on an unchanged update${of(update)}`,
    ...lost.map(({ path, names }) => `    ${style.error(String(names.length))} lose ${visible(path)}${of(names)}`),
  ]
}

/** `12 compatible changes; 28 fields added; 3 for information (-v shows all)` */
function counts(changes: readonly ToldChange[]): string {
  const count = (test: (change: ToldChange) => boolean, one: string, many = `${one}s`) => {
    const number = changes.filter(test).length
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`]
  }
  const isAdded = ({ code, effect }: ToldChange) => code === 'CRD2034' && effect.outcome === 'information'
  const parts = [
    ...count(({ effect }) => effect.outcome === 'compatible', 'compatible change'),
    ...count(isAdded, 'field added', 'fields added'),
    ...count((change) => change.effect.outcome === 'information' && !isAdded(change), 'other change'),
  ]
  return `${parts.join(', ')} (-v shows ${changes.length === 1 ? 'it' : 'them'})`
}

function clip(text: string): string {
  return text.length > widest ? `${text.slice(0, widest)}…` : text
}
