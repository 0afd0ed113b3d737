import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { inputPaths, serverVersion, wantsColor } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { decodeText } from '../manifest/decode-text.ts'
import { streamManifests } from '../manifest/read.ts'
import type { Document, Origin } from '../model/document.ts'
import { gvkOf } from '../model/document.ts'
import { type Source, SourceError } from '../model/ports.ts'
import { count, emptySummary, type Result } from '../model/result.ts'
import { formatVersion } from '../model/server-version.ts'
import { JsonReport } from '../report/json.ts'
import type { Report } from '../report/report.ts'
import { plainStyle } from '../report/style.ts'
import { TextReport } from '../report/text.ts'
import { Catalog, mayHoldCRD } from '../schema/catalog.ts'
import { isCRD } from '../schema/crd.ts'
import { open } from '../sources/open.ts'
import { type JudgeOptions, judgeDocument } from './judge-document.ts'
import { summaryLine } from './summary-line.ts'

/** Texts up to this many characters in all are kept between the two passes over the input. */
const keptCharacters = 256 * 1024 * 1024

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
  await load.crds((flags.crds as string[] | undefined) ?? [], catalog)
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
  for (const { kind, by, before } of catalog.replaced) {
    terminal.err(
      `Warning: ${kind} is defined twice, in ${before.origin.name} and ${by.origin.name}; the second counts\n`,
    )
  }
  if (flags.quiet !== true) terminal.err(`${summaryLine(summary, inputs.length)}\n`)
  if (load.failed || summary.unreadable > 0) return exitCode.usage
  return failed ? exitCode.no : exitCode.yes
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

/** An input whose text is known, or will be read again because keeping it would take too much memory. */
interface Input {
  source: Source
  origin: Origin | undefined
  /** Read in the first pass, because it holds CRDs. */
  documents: Document[] | undefined
  unreadable: Document | undefined
}

/** Reads inputs; what cannot be loaded is said on standard error, and the rest goes on. */
class Loader {
  failed = false
  readonly #terminal: Terminal
  #kept = 0

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  async crds(paths: readonly string[], catalog: Catalog): Promise<void> {
    for (const source of this.#sources(
      paths.flatMap((path) => path.split(',')),
      true,
    )) {
      const origin = await this.#read(source)
      if (origin && 'text' in origin) catalog.addText(origin)
    }
  }

  /** The first pass: finds the CRDs of the input, which may stand after the resources that need them. */
  async inputs(paths: readonly string[], recursive: boolean, catalog: Catalog): Promise<Input[]> {
    const inputs: Input[] = []
    for (const source of this.#sources(paths, recursive)) {
      const origin = await this.#read(source)
      if (!origin) continue
      if ('findings' in origin) {
        inputs.push({ source, origin: undefined, documents: undefined, unreadable: origin })
        continue
      }
      let documents: Document[] | undefined
      if (mayHoldCRD(origin.text)) {
        documents = [...streamManifests(origin)]
        for (const document of documents) if (isCRD(gvkOf(document.root))) catalog.add(document)
      }
      this.#kept += origin.text.length
      const keep = documents !== undefined || this.#kept <= keptCharacters || source.name === 'stdin'
      inputs.push({ source, origin: keep ? origin : undefined, documents, unreadable: undefined })
    }
    return inputs
  }

  /** The second pass: every document, in input order. */
  async *documents(inputs: Input[]): AsyncGenerator<Document> {
    for (const input of inputs) {
      if (input.unreadable) yield input.unreadable
      else if (input.documents) yield* input.documents
      else {
        const origin = input.origin ?? (await this.#read(input.source))
        if (!origin) continue
        if ('findings' in origin) yield origin
        else yield* streamManifests(origin)
      }
      input.documents = undefined
      input.origin = undefined
    }
  }

  *#sources(paths: readonly string[], recursive: boolean): Generator<Source> {
    for (const source of open(paths, { recursive })) {
      if (source instanceof SourceError) this.#fail(source)
      else yield source
    }
  }

  /** A text; or a document that says why the bytes are none. */
  async #read(source: Source): Promise<Origin | Document | undefined> {
    try {
      const { text, finding } = decodeText(await source.read())
      const origin = { name: source.name, text }
      if (!finding) return origin
      return { origin, index: 0, item: null, range: { start: 0, end: 0 }, root: undefined, findings: [finding] }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      this.#fail(error)
      return undefined
    }
  }

  #fail(error: SourceError): void {
    this.failed = true
    this.#terminal.err(`error: ${error.message}\n`)
  }
}
