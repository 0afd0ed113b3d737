import type { DiffReport, ToldChange, ToldPair } from '../../model/change.ts'
import { printableLine, visible } from '../../model/printable.ts'
import { sentenceOf, spotOf } from './places.ts'

/** Workflow commands of GitHub Actions: what breaks or is undecided, beside the lines of the new files. */
export function diffGithub({ removed, pairs }: DiffReport): string {
  const gone = removed.map((name) => `::error title=CRD2075::${escapeData(`${visible(name)} is removed`)}\n`)
  return [...gone, ...pairs.flatMap((pair) => pair.changes.flatMap((change) => command(change, pair)))].join('')
}

function command(change: ToldChange, pair: ToldPair): string[] {
  const { effect, code, path, counts, waived } = change
  if ((effect.outcome !== 'breaking' && effect.outcome !== 'undecided') || waived !== undefined) return []
  const level = effect.outcome === 'breaking' && counts ? 'error' : 'warning'
  const spot = spotOf(pair.new, change.new) ?? { file: pair.new.origin.name, line: 1, column: 1 }
  const title = `${code} ${pair.kind} ${path}`.trim()
  const properties = { file: visible(spot.file), line: spot.line, col: spot.column, title: visible(title) }
  const shown = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return [
    `::${level} ${shown.join(',')}::${escapeData(`${effect.aspect} ${effect.outcome}: ${printableLine(sentenceOf(change))}`)}\n`,
  ]
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
