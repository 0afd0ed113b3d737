import { displayWidth } from '../model/display-width.ts'
import { visible } from '../model/printable.ts'
import { textTable } from '../model/text-table.ts'
import { availability } from './aggregated.ts'
import type { APIServiceFacts } from './api-service.ts'
import { ageText, statusText, versionsText } from './columns.ts'
import { conversionText } from './conversion.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { Inspection, Judged } from './inspect.ts'
import type { Known } from './known.ts'
import { ownerText } from './owner.ts'
import type { Severity } from './problem.ts'
import { targetText } from './target.ts'

/** How to show a text: by how bad it is, or as it is. */
export type Paint = (severity: Severity | undefined, text: string) => string

export interface TableOptions {
  wide: boolean
  /** How many objects there are of each, by name; undefined when nobody asked. */
  counts: ReadonlyMap<string, Known<number>> | undefined
  paint: Paint
}

/** All CRDs in one table, problems first, and below it the aggregated APIs, if there are any. */
export function overview(inspection: Inspection, options: TableOptions): string {
  const { crds, apiServices } = inspection
  const parts: string[] = []
  if (crds.length > 0) parts.push(crdTable(inspection, options))
  if (apiServices.length > 0) parts.push(apiTable(inspection, options))
  return parts.join('\n')
}

interface Column<T> {
  header: string
  cell(judged: Judged<T>): string
}

function crdTable({ crds, now }: Inspection, { wide, counts, paint }: TableOptions): string {
  const columns: Column<CRDFacts>[] = [
    { header: 'NAME', cell: ({ facts }) => facts.name },
    { header: 'VERSIONS', cell: ({ facts }) => versionsText(facts) },
    { header: 'STATUS', cell: statusText },
    ...(counts
      ? [{ header: 'OBJECTS', cell: ({ facts }: Judged<CRDFacts>) => countText(counts.get(facts.name)) }]
      : []),
    { header: 'OWNER', cell: ({ facts }) => (facts.hidden === undefined ? ownerText(facts.owner) : '?') },
    { header: 'AGE', cell: ({ facts }) => ageText(facts.created, now) },
  ]
  const more: Column<CRDFacts>[] = [
    { header: 'SCOPE', cell: ({ facts }) => facts.scope || '?' },
    { header: 'KIND', cell: ({ facts }) => facts.names.kind },
    { header: 'SHORTNAMES', cell: ({ facts }) => facts.names.shortNames.join(',') },
    { header: 'STORED', cell: ({ facts }) => (facts.hidden === undefined ? facts.storedVersions.join(',') : '?') },
    { header: 'CONVERSION', cell: ({ facts }) => (facts.hidden === undefined ? conversionText(facts.webhook) : '?') },
  ]
  return table(wide ? [...columns, ...more] : columns, crds, paint)
}

function apiTable({ apiServices, now }: Inspection, { wide, paint }: TableOptions): string {
  const columns: Column<APIServiceFacts>[] = [
    { header: 'APISERVICE', cell: ({ facts }) => facts.name },
    { header: 'SERVICE', cell: ({ facts }) => (facts.target ? targetText(facts.target) : 'Local') },
    { header: 'STATUS', cell: ({ facts, problems: [worst] }) => (worst ? worst.label : availability(facts)) },
    { header: 'OWNER', cell: ({ facts }) => ownerText(facts.owner) },
    { header: 'AGE', cell: ({ facts }) => ageText(facts.created, now) },
  ]
  const more = [{ header: 'REASON', cell: ({ facts }: Judged<APIServiceFacts>) => availability(facts) }]
  return table(wide ? [...columns, ...more] : columns, apiServices, paint)
}

function table<T>(columns: readonly Column<T>[], rows: readonly Judged<T>[], paint: Paint): string {
  const cells = rows.map((row) => columns.map(({ cell }) => visible(cell(row))))
  const worst = (row: number) => rows[row]!.problems.find(({ severity }) => severity !== 'note')?.severity
  return textTable(
    columns.map(({ header }) => header),
    cells,
    (line, row) => paint(worst(row), line),
  )
}

/** `?`: why is said apart. */
export function countText(count: Known<number> | undefined): string {
  return count?.value === undefined ? '?' : String(count.value)
}

/** `3 CRDs: 1 error, 2 warnings`; what to do to see them. */
export function summary({ crds, problems, unknown }: Inspection): string {
  const of = (severity: Severity) => problems.filter((problem) => problem.severity === severity).length
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const n = of(severity)
    return n === 0 ? [] : [plural(n, severity)]
  })
  const what = counts.length === 0 ? `no problems${unknown.length > 0 ? ' that may be seen' : ''}` : counts.join(', ')
  return `${plural(crds.length, 'CRD')}: ${what}`
}

function plural(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

export interface ProblemOptions {
  /** A row holds all of a problem. */
  wide: boolean
  /** Columns to break prose at; undefined: it is not broken. */
  width: number | undefined
  paint: Paint
}

/** A row for each problem, and below it the command to type next; on one line when it is to be wide. */
export function problemTable(
  { problems }: Pick<Inspection, 'problems'>,
  { wide, width, paint }: ProblemOptions,
): string {
  const rows = problems.map(({ severity, code, subject, what, why, next }) => ({
    severity,
    cells: [severity, code, `${subject.type}/${subject.name}`].map(visible),
    what: visible(what),
    why: visible(why),
    next: visible(next),
  }))
  if (rows.length === 0) return ''
  if (wide) {
    const cells = rows.map(({ cells, what, next }) => [...cells, what, next])
    return textTable(['SEVERITY', 'CODE', 'OBJECT', 'PROBLEM', 'NEXT'], cells, (line, row) =>
      paint(rows[row]!.severity, line),
    )
  }
  const headers = ['SEVERITY', 'CODE', 'OBJECT']
  const lead = textTable(
    [...headers, 'PROBLEM'],
    rows.map(({ cells, what }) => [...cells, what]),
  ).split('\n')
  const start = lead[0]!.length - 'PROBLEM'.length
  const lines = rows.flatMap(({ severity, cells, what, why, next }, row) => {
    const room = (width ?? Number.POSITIVE_INFINITY) - start
    // Too little room beside the names: below them.
    const [first, ...rest] = room >= narrowest ? wrap(what, room, start) : ['', ...wrap(what, (width ?? 80) - 2, 2)]
    const line =
      room >= narrowest
        ? lead[row + 1]!.slice(0, lead[row + 1]!.length - what.length) + first
        : `${lead[row + 1]!.slice(0, lead[row + 1]!.length - what.length).trimEnd()}`
    const marked = paint(severity, cells[0]!) + line.slice(cells[0]!.length)
    return [marked, ...rest, ...wrap(why, (width ?? 120) - 2, 2), `  $ ${next}`]
  })
  return `${[lead[0]!, ...lines].join('\n')}\n`
}

const narrowest = 40

/** Prose in lines of so many columns; those after the first are indented when they are to stand below the first. */
function wrap(text: string, width: number, indent: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.map((each, i) => (i === 0 && indent > 2 ? each : `${' '.repeat(indent)}${each}`))
}
