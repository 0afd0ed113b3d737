import { exitCode, UserError } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { Document } from '../model/document.ts'
import { visible } from '../model/printable.ts'
import { count, emptySummary, type Result } from '../model/result.ts'
import { lineIndex } from '../report/line-index.ts'
import { Catalog } from '../schema/catalog.ts'
import { isClusterServiceVersion } from './is-bundle.ts'
import { isFailure } from './is-failure.ts'
import { type JudgeOptions, judgeDocument } from './judge-document.ts'
import type { LiveValidation } from './live-validation.ts'
import { Loader } from './loader.ts'
import { makeReport } from './make-report.ts'
import type { Settings } from './settings.ts'
import { summaryLine } from './summary-line.ts'

/** Documents that a cluster is asked about at a time. */
const atOnce = 8

/** Which of the inputs are judged; all are read. */
export interface Scope {
  covers(name: string): boolean
  /** Told the names of inputs that hold CRDs. */
  sawCRD(name: string): void
}

/** Judges the inputs and prints the report. @returns the exit code */
export async function validateOnce(asked: Settings, terminal: Terminal, scope?: Scope): Promise<number> {
  const live = asked.live && (await (await import('./live-validation.ts')).LiveValidation.open(asked.live, terminal))
  try {
    const settings = live && !asked.isVersionGiven ? { ...asked, serverVersion: live.serverVersion } : asked
    return await validateWith(settings, live, terminal, scope)
  } finally {
    live?.close()
  }
}

async function validateWith(
  settings: Settings,
  live: LiveValidation | undefined,
  terminal: Terminal,
  scope: Scope | undefined,
): Promise<number> {
  const load = new Loader(terminal, settings.quiet)
  const catalog = new Catalog()
  await load.crds(settings.crds, catalog)
  const all = await load.inputs(settings.paths, settings, catalog)
  if (scope) for (const name of load.withCRDs) scope.sawCRD(name)
  const inputs = scope ? all.filter(({ source }) => scope.covers(source.name)) : all
  const old = settings.old && (await (await import('./read-old.ts')).readOld(settings.old, load, catalog))
  const options: JudgeOptions = {
    ...settings,
    old: (document, gvk) => (live ? live.old(document) : old?.find(document, gvk)),
  }
  const { report, say, stored } = await makeReport(settings, terminal)

  const summary = emptySummary()
  const counts = { inputs: inputs.length, warnings: 0 }
  const ignored = settings.ignore.length > 0 ? new (await import('./ignore.ts')).Ignored(settings.ignore) : undefined
  let failed = false
  say(report.open())
  const tell = (judged: Result) => {
    const result = ignored?.apply(judged) ?? judged
    count(summary, result)
    counts.warnings += result.findings.filter(({ severity }) => severity === 'warning').length
    failed ||= isFailure(result, settings.failOn)
    if (!settings.summary) say(report.result(result))
    stored(result)
  }
  const judge = async (document: Document) =>
    isClusterServiceVersion(document)
      ? (await import('./judge-bundle.ts')).judgeBundle(document, catalog, options)
      : [judgeDocument(document, catalog, options)]
  const documents = load.documents(inputs)
  if (live) {
    const { ahead } = await import('./ahead.ts')
    const work = async (document: Document) => {
      await live.prepare(document, catalog)
      return Promise.all((await judge(document)).map((result) => live.settle(result)))
    }
    for await (const results of ahead(documents, atOnce, work)) results.forEach(tell)
  } else
    for await (const document of documents) {
      if (isClusterServiceVersion(document)) (await judge(document)).forEach(tell)
      else tell(judgeDocument(document, catalog, options))
    }
  say(report.close(summary))
  const line = `${summaryLine(summary, { ...counts, ignored: ignored?.count ?? 0 })}\n`
  if (!settings.quiet) {
    warnReplaced(catalog, terminal)
    if (inputs.length === all.length) old?.report(terminal)
  }
  // Who asks for the summary gets it where answers go.
  if (settings.summary && settings.output === 'text') terminal.out(line)
  else if (!settings.quiet) terminal.err(line)
  load.brokenCRDs(catalog)
  // As kubectl does. What could not be loaded has been said already.
  if (summary.documents === 0 && !scope && !load.failed)
    throw new UserError('no objects passed to validate', 'the input is empty, or holds only comments')
  if (load.failed || live?.failed || summary.unreadable > 0) return exitCode.usage
  return failed ? exitCode.no : exitCode.yes
}

const shownReplacements = 5

function warnReplaced({ replaced }: Catalog, terminal: Terminal): void {
  for (const { kind, by, before } of replaced.slice(0, shownReplacements)) {
    const files = [before, by].map(placeOf).join(' and ')
    terminal.err(`Warning: ${visible(kind)} is defined twice, in ${files}; the second counts\n`)
  }
  const more = replaced.length - shownReplacements
  if (more > 0) terminal.err(`Warning: ${more} more CRDs are defined more than once\n`)
}

function placeOf({ origin, range }: Document): string {
  return `${visible(origin.name)}:${lineIndex(origin).at(range.start).line}`
}
