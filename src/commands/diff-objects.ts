import { exitCode, UserError } from '../cli/exit.ts'
import { wantsColor } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { type Document, gvkOf } from '../model/document.ts'
import type { ComparedObject, ObjectReport } from '../model/object-change.ts'
import { visible } from '../model/printable.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { objectsJson, objectsYaml } from '../report/diff/objects-json.ts'
import { objectsText } from '../report/diff/objects-text.ts'
import { plainStyle } from '../report/style.ts'
import { Catalog } from '../schema/catalog.ts'
import { ahead } from './ahead.ts'
import { compareFiles, isCustom } from './diff-files.ts'
import type { Side } from './diff-side.ts'
import type { Loader } from './loader.ts'

export interface ObjectSettings {
  /** Of the command line. */
  flags: Readonly<Record<string, unknown>>
  server: ServerVersion
  /** Where CRDs are, for two files. */
  crds: readonly string[]
  /** The cluster, when a side is one. */
  cluster: Cluster | undefined
  load: Loader
}

/** Objects that a cluster is asked about at a time. */
const atOnce = 8

/** Compares custom resources: files with what applying them would make, or two files. @returns the exit code */
export async function diffObjects(
  sides: readonly (Side | undefined)[],
  settings: ObjectSettings,
  terminal: Terminal,
): Promise<number> {
  const { flags } = settings
  const output = String(flags.output)
  if (!['text', 'json', 'yaml'].includes(output))
    throw new UserError(`-o ${output} is for CRDs`, 'custom resources go with -o text, json and yaml')
  const [old, now] = sides
  tellSkipped(
    sides.flatMap((side) => side?.objects ?? []),
    terminal,
  )
  const compared =
    old && now ? await inFiles(old, now, settings, terminal) : await withCluster(sides, settings, terminal)
  const report: ObjectReport = { objects: compared.objects }
  const external = terminal.env.KUBECTL_EXTERNAL_DIFF
  if (output === 'text' && external?.trim()) {
    const { externalDiff } = await import('./external-diff.ts')
    externalDiff(external, report.objects, terminal)
  } else terminal.out(await printed(report, output, flags, terminal))
  if (flags.quiet !== true) terminal.err(`${summaryOf(report)}\n`)
  if (compared.failed) return exitCode.usage
  return report.objects.some(({ state }) => state !== 'same') ? exitCode.no : exitCode.yes
}

interface Compared {
  objects: readonly ComparedObject[]
  failed: boolean
}

async function inFiles(
  old: Side,
  now: Side,
  { crds, load, server }: ObjectSettings,
  terminal: Terminal,
): Promise<Compared> {
  const catalog = new Catalog()
  await load.crds(crds, catalog)
  const objects = compareFiles(old.objects, now.objects, catalog, server)
  load.brokenCRDs(catalog)
  if (objects.length === 0) throw noCustomResource([old, now])
  const unknown = new Set(
    objects.flatMap(({ document }) => {
      const { group, kind } = gvkOf(document.root)!
      return catalog.find(group, kind) ? [] : [`${kind}.${group}`]
    }),
  )
  if (unknown.size > 0)
    terminal.err(
      `Note: no CRD for ${[...unknown].map(visible).join(', ')}: lists are compared by position, without defaults\nhint: name it with --crds PATH\n`,
    )
  return { objects, failed: load.failed }
}

async function withCluster(
  sides: readonly (Side | undefined)[],
  { flags, cluster, server }: ObjectSettings,
  terminal: Terminal,
): Promise<Compared> {
  if (!sides[1])
    throw new UserError(
      'the file is what would be applied, so it comes second',
      'kubectl crd diff -f FILE compares it with the cluster',
    )
  const documents = sides[1].objects.filter(isCustom)
  if (documents.length === 0) throw noCustomResource(sides)
  const { LiveObjects } = await import('./live-objects.ts')
  const live = new LiveObjects(
    cluster!,
    {
      serverSide: flags['server-side'] === true,
      forceConflicts: flags['force-conflicts'] === true,
      fieldManager: (flags['field-manager'] as string | undefined) ?? 'kubectl',
      namespace: flags.namespace as string | undefined,
      server,
    },
    terminal,
  )
  const objects: ComparedObject[] = []
  for await (const object of ahead(each(documents), atOnce, (document) => live.compare(document)))
    if (object) objects.push(object)
  return { objects, failed: live.failed }
}

async function* each(documents: readonly Document[]): AsyncGenerator<Document> {
  yield* documents
}

function noCustomResource(sides: readonly (Side | undefined)[]): UserError {
  const names = sides.flatMap((side) => side?.name ?? [])
  return new UserError(
    `no custom resource in ${names.join(' and ')}`,
    'kubectl diff compares the kinds of Kubernetes itself',
  )
}

function tellSkipped(documents: readonly Document[], terminal: Terminal): void {
  const kinds = new Set(
    documents.filter((document) => !isCustom(document)).map(({ root }) => gvkOf(root)?.kind ?? '(no kind)'),
  )
  if (kinds.size > 0)
    terminal.err(`Note: no custom resources, so not compared: ${[...kinds].map(visible).join(', ')}\n`)
}

async function printed(
  report: ObjectReport,
  output: string,
  { color, verbose }: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<string> {
  if (output === 'json') return objectsJson(report)
  if (output === 'yaml') return objectsYaml(report)
  const style = wantsColor(color, terminal) ? (await import('../report/colors.ts')).colorStyle() : plainStyle
  return objectsText(report, { style, verbose: verbose === true })
}

/** `compared 4 objects: 1 changed, 1 created, 2 the same; by a dry run of the server` */
function summaryOf({ objects }: ObjectReport): string {
  const counts = (['changed', 'created', 'removed', 'same'] as const).flatMap((state) => {
    const number = objects.filter((object) => object.state === state).length
    return number === 0 ? [] : [`${number} ${state === 'same' ? 'the same' : state}`]
  })
  const isAsked = objects.length > 0 && objects.every(({ judge }) => judge === 'server')
  const how = isAsked
    ? 'by a dry run of the server'
    : objects.some(({ judge }) => judge === 'server')
      ? 'partly by a dry run of the server'
      : 'by the CRDs'
  return `compared ${objects.length} object${objects.length === 1 ? '' : 's'}: ${counts.join(', ') || 'none'}; ${how}`
}
