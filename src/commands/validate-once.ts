import { exitCode } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import { visible } from '../model/printable.ts'
import { count, emptySummary, type Result } from '../model/result.ts'
import { Catalog } from '../schema/catalog.ts'
import { type JudgeOptions, judgeDocument } from './judge-document.ts'
import { Loader } from './loader.ts'
import { makeReport } from './make-report.ts'
import type { Settings } from './settings.ts'
import { summaryLine } from './summary-line.ts'

/** Judges all inputs and prints the report. @returns the exit code */
export async function validateOnce(settings: Settings, terminal: Terminal): Promise<number> {
  const load = new Loader(terminal)
  const catalog = new Catalog()
  await load.crds(settings.crds, catalog)
  const inputs = await load.inputs(settings.paths, settings.recursive, catalog)
  const old = settings.old && (await (await import('./read-old.ts')).readOld(settings.old, load, catalog))
  const options: JudgeOptions = { ...settings, old: (document, gvk) => old?.find(document, gvk) }
  const { report, say, stored } = await makeReport(settings, terminal)

  const summary = emptySummary()
  const counts = { inputs: inputs.length, warnings: 0 }
  let failed = false
  say(report.open())
  for await (const document of load.documents(inputs)) {
    const result = judgeDocument(document, catalog, options)
    count(summary, result)
    counts.warnings += result.findings.filter(({ severity }) => severity === 'warning').length
    failed ||= fails(result, settings.failOn)
    say(report.result(result))
    stored(result)
  }
  say(report.close(summary))
  if (!settings.quiet) {
    warnReplaced(catalog, terminal)
    old?.report(terminal)
    terminal.err(`${summaryLine(summary, counts)}\n`)
  }
  load.brokenCRDs(catalog)
  if (load.failed || summary.unreadable > 0) return exitCode.usage
  return failed ? exitCode.no : exitCode.yes
}

const shownReplacements = 5

function warnReplaced({ replaced }: Catalog, terminal: Terminal): void {
  for (const { kind, by, before } of replaced.slice(0, shownReplacements)) {
    const files = [before, by].map(({ origin }) => visible(origin.name)).join(' and ')
    terminal.err(`Warning: ${visible(kind)} is defined twice, in ${files}; the second counts\n`)
  }
  const more = replaced.length - shownReplacements
  if (more > 0) terminal.err(`Warning: ${more} more CRDs are defined more than once\n`)
}

function fails({ verdict, findings }: Result, failOn: Settings['failOn']): boolean {
  if (verdict === 'invalid' || verdict === 'unknown') return true
  return findings.some(({ severity, source }) =>
    failOn === 'warning' ? severity === 'warning' : severity === 'error' && source === 'lint',
  )
}
