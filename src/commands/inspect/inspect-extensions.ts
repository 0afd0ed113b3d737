import { exitCode } from '../../cli/exit.ts'
import { wantsColor } from '../../cli/inputs.ts'
import type { Terminal } from '../../cli/terminal.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { groupVersion } from '../../cluster/discovery/types.ts'
import { type Extension, extensionsOf } from '../../inspect/extensions.ts'
import { type Unknown, unknownIn } from '../../inspect/inspect.ts'
import { type Known, known } from '../../inspect/known.ts'
import { bySeverity } from '../../inspect/problem.ts'
import { extensionsData, extensionTable } from '../../inspect/render-extensions.ts'
import { problemTable } from '../../inspect/render-table.ts'
import { visible } from '../../model/printable.ts'
import { Asker } from './asker.ts'
import { complete, list } from './gather.ts'
import { listJudges } from './judges.ts'
import { painter } from './paint.ts'
import { dataText, sayUnknown } from './show-inspection.ts'

/** How a cluster is extended. @returns the exit code */
export async function inspectExtensions(
  cluster: Cluster,
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<number> {
  const ask = new Asker(cluster.transport)
  const labelSelector = flags.selector as string | undefined
  const [listed, { judges, unknown }, ...others] = await Promise.all([
    list(cluster, ask, labelSelector),
    listJudges(cluster, ask),
    ...(['csidrivers', 'csinodes'] as const).map((name) => ask.all(`/apis/storage.k8s.io/v1/${name}`)),
    ask.all('/apis/node.k8s.io/v1/runtimeclasses'),
    deviceClasses(cluster, ask),
  ])
  const facts = await complete(
    listed,
    ask,
    judges.map(({ target }) => target),
  )
  const [csiDrivers = [], csiNodes = [], runtimeClasses = [], classes = []] = others.map(({ value }) => value ?? [])
  const extensions = extensionsOf(facts, judges, { csiDrivers, csiNodes, runtimeClasses, deviceClasses: classes })
  const hidden = others.flatMap(({ why }, i) => (why === undefined ? [] : [{ what: otherNames[i]!, why }]))
  const allUnknown = [...unknownIn(facts), ...unknown, ...hidden]
  terminal.out(await text(extensions, allUnknown, flags, terminal))
  sayUnknown(allUnknown, terminal)
  const errors = extensions.flatMap(({ problems }) => problems).filter(({ severity }) => severity === 'error')
  return flags.problems && errors.length > 0 ? exitCode.no : exitCode.yes
}

const otherNames = ['CSI drivers', 'nodes of CSI drivers', 'runtime classes', 'device classes']

async function deviceClasses(cluster: Cluster, ask: Asker): Promise<Known<unknown[]>> {
  const group = 'resource.k8s.io'
  const { groups } = await cluster.discovery.known()
  const version = groups.find(({ name }) => name === group)?.preferred
  return version === undefined ? known([]) : ask.all(`/apis/${groupVersion(group, version)}/deviceclasses`)
}

async function text(
  extensions: readonly Extension[],
  unknown: readonly Unknown[],
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<string> {
  const { output } = flags
  if (output === 'json' || output === 'yaml') return dataText(extensionsData(extensions, unknown), output)
  if (output === 'name') return extensions.map(({ type, name }) => `${type.toLowerCase()}/${visible(name)}\n`).join('')
  const paint = await painter(wantsColor(flags.color, terminal))
  if (!flags.problems) return extensionTable(extensions, paint)
  const problems = bySeverity(extensions.flatMap((each) => each.problems))
  const width = terminal.isTTY ? terminal.width : undefined
  return problemTable({ problems }, { wide: output === 'wide', width, paint })
}
