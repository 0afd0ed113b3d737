import { wantsColor } from '../../cli/inputs.ts'
import type { Terminal } from '../../cli/terminal.ts'
import type { CRDFacts } from '../../inspect/crd-facts.ts'
import { inspectionData } from '../../inspect/data.ts'
import type { ClusterFacts } from '../../inspect/facts.ts'
import { type Inspection, inspect, type Unknown } from '../../inspect/inspect.ts'
import type { Known } from '../../inspect/known.ts'
import { overview, problemTable, summary } from '../../inspect/render-table.ts'
import { printableJSON, visible } from '../../model/printable.ts'
import { fromPlain } from '../../model/value.ts'
import type { Asker } from './asker.ts'
import { count } from './looks.ts'
import { painter } from './paint.ts'

type Flags = Readonly<Record<string, unknown>>

/** Judges what is known of a cluster and prints it. @returns whether there are errors */
export async function showInspection(
  facts: ClusterFacts,
  ask: Asker,
  flags: Flags,
  terminal: Terminal,
): Promise<boolean> {
  const inspection = inspect(facts)
  const counts = flags.counts ? await countAll(facts.crds, ask) : undefined
  terminal.out(await text(inspection, counts, flags, terminal))
  sayUnknown([...inspection.unknown, ...unknownCounts(counts)], terminal)
  const isTable = flags.output === 'table' || flags.output === 'wide'
  const more = inspection.problems.length > 0 && !flags.problems ? '; --problems shows what to do' : ''
  if (isTable) terminal.err(`${summary(inspection)}${more}\n`)
  return inspection.problems.some(({ severity }) => severity === 'error')
}

async function text(
  inspection: Inspection,
  counts: ReadonlyMap<string, Known<number>> | undefined,
  flags: Flags,
  terminal: Terminal,
): Promise<string> {
  const { output } = flags
  if (output === 'name')
    return inspection.crds
      .map(({ facts }) => `customresourcedefinition.apiextensions.k8s.io/${visible(facts.name)}\n`)
      .join('')
  if (output === 'json' || output === 'yaml') return dataText(inspectionData(inspection, counts), output)
  const wide = output === 'wide'
  const paint = await painter(wantsColor(flags.color, terminal))
  const width = terminal.isTTY ? terminal.width : undefined
  return flags.problems
    ? problemTable(inspection, { wide, width, paint })
    : overview(inspection, { wide, counts, paint })
}

/** JSON or YAML of plain data, safe to print. */
export async function dataText(data: object, output: 'json' | 'yaml'): Promise<string> {
  if (output === 'json') return `${printableJSON(JSON.stringify(data, null, 2))}\n`
  const { yamlText } = await import('../../model/yaml-text.ts')
  return yamlText(fromPlain(data), { sorted: false })
}

async function countAll(crds: readonly CRDFacts[], ask: Asker): Promise<Map<string, Known<number>>> {
  return new Map(await Promise.all(crds.map(async (crd) => [crd.name, await count(crd, ask)] as const)))
}

function unknownCounts(counts: ReadonlyMap<string, Known<number>> = new Map()): Unknown[] {
  return [...counts].flatMap(([name, { why }]) => (why === undefined ? [] : [{ what: `objects of ${name}`, why }]))
}

const shown = 10
const shownResources = 4

/** One line for each cause, with the first of what it hides; the same verb on several resources is one cause. */
export function sayUnknown(unknown: readonly Unknown[], terminal: Terminal): void {
  const causes = [...Map.groupBy(unknown, ({ why }) => /^the verb \S+/.exec(why)?.[0] ?? why)]
  for (const [cause, hidden] of causes.slice(0, shown)) {
    const what = [...new Set(hidden.map((each) => each.what))]
    const on = [...new Set(hidden.flatMap(({ why }) => /^the verb \S+ on (\S+) is missing/.exec(why)?.[1] ?? []))]
    const why = on.length === 0 ? cause : `${cause} is missing on ${listed(on, shownResources)}`
    terminal.err(`?: ${visible(listed(what, 2))}: ${visible(why)}\n`)
  }
  if (causes.length > shown) terminal.err(`?: and for ${causes.length - shown} more reasons; -o json has them all\n`)
}

function listed(names: readonly string[], most: number): string {
  const more = names.length - most
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ')
}
