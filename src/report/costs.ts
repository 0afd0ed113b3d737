import type { CostRow, CostTable } from '../model/cost-table.ts'
import { padToWidth } from '../model/display-width.ts'
import { locate } from '../model/path.ts'
import { printableLine, visible } from '../model/printable.ts'
import type { Result } from '../model/result.ts'
import { lineIndex } from './line-index.ts'
import type { Style } from './style.ts'

const shown = 10
const widest = 100
/** From this share of the limit on it is worth a word how to make a rule cheaper. */
const notable = 0.01

/** The costs of a CRD's rules as a table for each version, the dearest rules first. */
export function costsText(result: Result, style: Style): string {
  return (result.costs ?? []).map((table) => tableText(table, result, style)).join('')
}

function tableText(table: CostTable, result: Result, style: Style): string {
  const { version, rules, share, total, limit } = table
  const plural = rules.length === 1 ? 'rule' : 'rules'
  const sum =
    rules.length === 0 ? 'no rules' : `${rules.length} ${plural}, ${amount(total)} of ${limit}: ${percent(share)}`
  const title = `costs of ${visible(result.name)} ${visible(version)}: ${sum}`
  if (rules.length === 0) return `${title}\n\n`
  const rows = rules.slice(0, shown).map((rule) => ({ rule, cells: cellsOf(rule, result) }))
  const header = ['LINE', 'SHARE', 'COST', 'TIMES', 'FIELD']
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map(({ cells }) => cells[i]!.length)))
  const line = (cells: readonly string[]) => cells.map((cell, i) => padToWidth(cell, widths[i]! + 3)).join('')
  const lines = [style.strong(title), `${line(header)}RULE`]
  for (const { rule, cells } of rows) {
    const mark = rule.share > 1 ? style.error : String
    lines.push(mark(`${line(cells)}${clip(printableLine(rule.text))}`))
    if (rule.hint !== undefined && rule.share >= notable)
      lines.push(`  ${style.gutter('=')} help: ${visible(rule.hint)}`)
  }
  const rest = rules.length - shown
  if (rest > 0) lines.push(`and ${rest} more, each ${percent(rules[shown]!.share)} or less`)
  return `${lines.join('\n')}\n\n`
}

function cellsOf({ path, share, cost, times, field }: CostRow, { document }: Result): string[] {
  return [String(lineOf(path, document)), percent(share), amount(cost), amount(times), visible(field) || '(root)']
}

/** The line of a rule in the CRD's text. */
export function lineOf(path: CostRow['path'], { root, range, origin }: Result['document']): number {
  return lineIndex(origin).at(root === undefined ? range.start : locate(root, path, range).value.start).line
}

function amount(cost: bigint): string {
  const digits = String(cost)
  return digits.length <= 12 ? digits : Number(cost).toExponential(1)
}

function percent(share: number): string {
  const value = 100 * share
  if (value >= 1000) return share > 100 ? '>100×' : `${Math.round(share)}×`
  return value > 0 && value < 0.1 ? '<0.1%' : `${value >= 10 ? Math.round(value) : value.toFixed(1)}%`
}

function clip(text: string): string {
  return text.length > widest ? `${text.slice(0, widest)}…` : text
}
