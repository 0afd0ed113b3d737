import type { Terminal } from '../cli/terminal.ts'
import { decodeText } from '../manifest/decode-text.ts'
import { streamManifests } from '../manifest/read.ts'
import { type Document, gvkOf, type Origin } from '../model/document.ts'
import { type Source, SourceError, SourceNote } from '../model/ports.ts'
import { printableLine, visible } from '../model/printable.ts'
import { lineIndex } from '../report/line-index.ts'
import { type Catalog, mayHoldCRD } from '../schema/catalog.ts'
import { isCRD } from '../schema/crd.ts'
import { type OpenOptions, open } from '../sources/open.ts'

/** Texts up to this many characters in all are kept between the two passes over the input. */
const keptCharacters = 256 * 1024 * 1024

/** Texts up to this many characters are parsed once; values take some ten times the memory. */
const keptParsed = 16 * 1024 * 1024

/** An input whose text is known, or will be read again because keeping it would take too much memory. */
export interface Input {
  source: Source
  origin: Origin | undefined
  /** Read in the first pass, because it holds CRDs. */
  documents: Document[] | undefined
  unreadable: Document | undefined
}

/** Reads inputs; what cannot be loaded is said on standard error, and the rest goes on. */
export class Loader {
  failed = false
  /** The names of sources that hold CRDs. */
  readonly withCRDs = new Set<string>()
  readonly #terminal: Terminal
  readonly #quiet: boolean
  #kept = 0

  /** @param quiet say nothing of what was left out on purpose */
  constructor(terminal: Terminal, quiet = false) {
    this.#terminal = terminal
    this.#quiet = quiet
  }

  /** CRDs to judge or explain by, read when they are needed. */
  async crds(paths: readonly string[], catalog: Catalog, recursive = true): Promise<void> {
    for (const path of paths) {
      let found = false
      const failed = this.failed
      this.failed = false
      for (const source of this.#sources([path], { recursive })) {
        const origin = await this.#read(source)
        if (!origin) continue
        if ('findings' in origin)
          this.fail(`cannot read ${JSON.stringify(source.name)}: ${origin.findings[0]?.message}`)
        else if (catalog.addText(origin)) {
          found = true
          this.withCRDs.add(source.name)
        }
      }
      if (!found && !this.failed) this.fail(`no CRD in ${JSON.stringify(path)}`)
      this.failed ||= failed
    }
  }

  /** To be called last: says which CRDs that were needed cannot be read. */
  brokenCRDs({ broken }: Catalog): void {
    for (const document of broken) this.unreadable(document, 'the CRD at ')
  }

  /** The first pass: finds the CRDs of the input, which may stand after the resources that need them. */
  async inputs(paths: readonly string[], options: OpenOptions, catalog: Catalog): Promise<Input[]> {
    const inputs: Input[] = []
    for (const source of this.#sources(paths, options)) {
      const origin = await this.#read(source)
      if (!origin) continue
      if ('findings' in origin) {
        inputs.push({ source, origin: undefined, documents: undefined, unreadable: origin })
        continue
      }
      let documents: Document[] | undefined
      if (mayHoldCRD(origin.text)) {
        this.withCRDs.add(source.name)
        const small = origin.text.length <= keptParsed
        if (small) documents = [...streamManifests(origin)]
        for (const document of documents ?? streamManifests(origin))
          if (isCRD(gvkOf(document.root))) catalog.add(document)
      }
      this.#kept += origin.text.length
      const keep = documents !== undefined || this.#kept <= keptCharacters || source.generated === true
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

  /** A document that had to be read and cannot be. */
  unreadable({ origin, range, findings }: Document, what = ''): void {
    const [finding] = findings
    const { line } = lineIndex(origin).at(finding?.position?.start ?? range.start)
    const why = finding?.message ?? 'it has no group, kind or version'
    this.fail(`cannot read ${what}${visible(origin.name)}:${line}: ${printableLine(why)}`)
  }

  *#sources(paths: readonly string[], options: OpenOptions): Generator<Source> {
    for (const source of open(paths, options)) {
      if (source instanceof SourceError) this.fail(source.message)
      else yield source
    }
  }

  /** A text; or a document that says why the bytes are none. */
  async #read(source: Source): Promise<Origin | Document | undefined> {
    try {
      const { text, finding } = decodeText(await source.read())
      const origin: Origin = { name: source.name, text, ...(source.generated && { generated: true }) }
      if (!finding) return origin
      return { origin, index: 0, item: null, range: { start: 0, end: 0 }, root: undefined, findings: [finding] }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      if (error instanceof SourceNote) this.#note(error.message)
      else this.fail(error.message)
      return undefined
    }
  }

  #note(message: string): void {
    if (!this.#quiet) this.#terminal.err(`Note: ${printableLine(message)}\n`)
  }

  /** Says what could not be loaded. */
  fail(message: string): void {
    this.failed = true
    this.#terminal.err(`error: ${visible(message)}\n`)
  }
}
