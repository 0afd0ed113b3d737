import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { inputPaths, serverVersion, splitPaths, wantsColor } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { visible } from '../model/printable.ts'
import { count, emptySummary, type Result } from '../model/result.ts'
import { formatVersion } from '../model/server-version.ts'
import { JsonReport } from '../report/json.ts'
import type { Report } from '../report/report.ts'
import { plainStyle } from '../report/style.ts'
import { TextReport } from '../report/text.ts'
import { Catalog } from '../schema/catalog.ts'
import { type JudgeOptions, judgeDocument } from './judge-document.ts'
import { Loader } from './loader.ts'
import { summaryLine } from './summary-line.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  const paths = inputPaths(flags, argv)
  if (paths.length === 0) throw new UserError('nothing to validate', 'name files with -f PATH, or - for standard input')
  const version = serverVersion(flags['kube-version'] as string | undefined)
  const options: JudgeOptions = {
    serverVersion: version,
    strictKinds: flags['strict-kinds'] === true,
    printStored: flags['print-stored'] === true,
  }
  const load = new Loader(terminal)
  const catalog = new Catalog()
  await load.crds(splitPaths(flags.crds), catalog)
  const inputs = await load.inputs(paths, flags.recursive === true, catalog)
  const report = await makeReport(flags, terminal, formatVersion(version))

  const summary = emptySummary()
  let failed = false
  const say = (text: string) => {
    if (text !== '' && flags.summary !== true) terminal.out(text)
  }
  say(report.open())
  for await (const document of load.documents(inputs)) {
    const result = judgeDocument(document, catalog, options)
    count(summary, result)
    failed ||= fails(result, flags['fail-on'])
    say(report.result(result))
  }
  say(report.close(summary))
  if (flags.quiet !== true) warnReplaced(catalog, terminal)
  if (flags.quiet !== true) terminal.err(`${summaryLine(summary, inputs.length)}\n`)
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

function fails({ verdict, findings }: Result, failOn: unknown): boolean {
  if (verdict === 'invalid' || verdict === 'unknown') return true
  return failOn === 'warning' && findings.some(({ severity }) => severity === 'warning')
}

async function makeReport(
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
  version: string,
): Promise<Report> {
  if (flags.output === 'json') return new JsonReport(version)
  const style = wantsColor(flags.color, terminal) ? (await import('../report/colors.ts')).colorStyle() : plainStyle
  return new TextReport({ style, verbose: flags.verbose === true })
}
