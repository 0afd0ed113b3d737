import type { DiffReport, ToldChange, ToldPair } from '../../model/change.ts'
import { marshal } from '../../model/go/json.ts'
import { printableLine, visible } from '../../model/printable.ts'
import { bodyOf } from './json.ts'
import { placesText, sentenceOf } from './places.ts'

/** For a pull request: a table of what breaks or is undecided for each CRD, the rest folded away. */
export function diffMarkdown({ verdict, added, removed, pairs }: DiffReport): string {
  const lines = [`## CRD changes: ${verdict}`, '']
  if (removed.length > 0) lines.push(`Removed: ${removed.map(code).join(', ')}`, '')
  if (added.length > 0) lines.push(`Added: ${added.map(code).join(', ')}`, '')
  const changed = pairs.filter(({ changes, against }) => changes.length > 0 || against)
  for (const pair of changed) lines.push(...pairLines(pair))
  const same = pairs.length - changed.length
  if (same > 0) lines.push(`${same} CRD${same === 1 ? ' is' : 's are'} unchanged.`, '')
  return lines.join('\n')
}

function pairLines(pair: ToldPair): string[] {
  const lines = [`### ${cell(pair.kind)} (${cell(pair.group)}): ${pair.verdict}`, '']
  const isQuiet = ({ effect }: ToldChange) => ['compatible', 'information'].includes(effect.outcome)
  const loud = pair.changes.filter((change) => !isQuiet(change))
  const quiet = pair.changes.filter(isQuiet)
  if (loud.length > 0) lines.push(...table(loud, pair), '')
  if (quiet.length > 0) {
    const summary = `${quiet.length} change${quiet.length === 1 ? '' : 's'} that break${quiet.length === 1 ? 's' : ''} nothing`
    lines.push('<details>', `<summary>${summary}</summary>`, '', ...table(quiet, pair), '', '</details>', '')
  }
  const { against, plan, rollback } = pair
  if (against)
    lines.push(
      `Of ${against.objects} objects, ${against.create.length} fail on create and ${against.update.length} on an unchanged update.`,
      ...against.lost.map(({ path, names }) => `${names.length} lose ${code(path)}.`),
      '',
    )
  if (plan.length > 0) {
    lines.push('Upgrade plan:', '')
    for (const [i, { text, command }] of plan.entries())
      lines.push(`${i + 1}. ${cell(text)}${command === undefined ? '' : `: ${code(command)}`}`)
    lines.push('')
  }
  if (rollback) lines.push(`Rollback: ${rollback.verdict}.`, '')
  return lines
}

function table(changes: readonly ToldChange[], pair: ToldPair): string[] {
  const rows = changes.map((change) => {
    const { effect, versions, path, waived } = change
    const example = effect.outcome === 'breaking' && effect.witness ? code(clip(marshal(bodyOf(effect.witness)))) : ''
    const outcome = waived === undefined ? effect.outcome : `waived: ${cell(waived)}`
    const cells = [
      outcome,
      effect.aspect,
      versions.map(cell).join(', '),
      path === '' ? '' : code(path),
      `${cell(sentenceOf(change))} (${change.code})`,
      example,
      code(placesText(change, pair)),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| outcome | aspect | versions | field | change | example | where |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ]
}

/** Text of others between backticks, of which there may be some in it. */
function code(text: string): string {
  const shown = visible(text).replaceAll('|', '\\|')
  const ticks = '`'.repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  return ticks.length > 1 ? `${ticks} ${shown} ${ticks}` : `${ticks}${shown}${ticks}`
}

function cell(text: string): string {
  return printableLine(text).replace(/[\\|`*_<>[\]#]/g, (char) => `\\${char}`)
}

function clip(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text
}
