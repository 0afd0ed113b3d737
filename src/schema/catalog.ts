import { readChunk, readManifests } from '../manifest/read.ts'
import { type Chunk, split } from '../manifest/split.ts'
import { type Document, gvkOf, type Origin } from '../model/document.ts'
import type { Finding } from '../model/finding.ts'
import { type CRD, isCRD, readCRD } from './crd.ts'

/** A CRD that has been seen but not read yet. */
interface Unread {
  origin: Origin
  chunk: Chunk
  /** When it was added: what comes later counts, whenever it is read. */
  order: number
}

/**
 * The CRDs that are known. A repository can hold hundreds of large ones of which a run needs a few, so those that are
 * there only to judge by are read when a resource of their group turns up.
 */
export class Catalog {
  readonly #byKind = new Map<string, { crd: CRD; order: number }>()
  readonly #unread = new Map<string, Unread[]>()
  #order = 0
  /** One name, several definitions: the last one added counts. */
  readonly replaced: { kind: string; by: Document; before: Document }[] = []
  /** Texts of {@link addText} that seem to be CRDs and cannot be read as such; known once somebody asks for their group. */
  readonly broken: Document[] = []

  /** Adds a CRD that has been read; undefined when the document is none. */
  add(document: Document): CRD | undefined {
    return this.#add(document, ++this.#order)
  }

  #add(document: Document, order: number): CRD | undefined {
    const crd = readCRD(document)
    if (!crd) return undefined
    const key = keyOf(crd.group, crd.names.kind)
    const other = this.#byKind.get(key)
    if (!other) this.#byKind.set(key, { crd, order })
    else {
      const later = order > other.order
      const [by, before] = later ? [document, other.crd.document] : [other.crd.document, document]
      if (textOf(by) !== textOf(before)) this.replaced.push({ kind: key, by, before })
      if (later) this.#byKind.set(key, { crd, order })
    }
    return crd
  }

  /**
   * Adds all CRDs of a text, to be read when they are needed.
   * @returns whether there are any, or what should be one and cannot be read
   */
  addText(origin: Origin): boolean {
    if (!mayHoldCRD(origin.text)) return false
    let found = false
    if (/^\ufeff?\s*\{/.test(origin.text)) {
      for (const document of readManifests(origin)) found = this.#take(document, ++this.#order) || found
      return found
    }
    for (const chunk of split(origin.text)) {
      if (!mayHoldCRD(chunk.text)) continue
      const group = groupOf(chunk.text)
      const unread = { origin, chunk, order: ++this.#order }
      if (group === undefined) found = this.#read(unread) || found
      else {
        found = true
        const known = this.#unread.get(group)
        if (known) known.push(unread)
        else this.#unread.set(group, [unread])
      }
    }
    return found
  }

  find(group: string, kind: string): CRD | undefined {
    const unread = this.#unread.get(group)
    if (unread) {
      this.#unread.delete(group)
      for (const each of unread) this.#read(each)
    }
    return this.#byKind.get(keyOf(group, kind))?.crd
  }

  /** Everything that is known, read or not. */
  all(): CRD[] {
    for (const unread of this.#unread.values()) for (const each of unread) this.#read(each)
    this.#unread.clear()
    return [...this.#byKind.values()].map(({ crd }) => crd)
  }

  #read({ origin, chunk, order }: Unread): boolean {
    const broken = (finding: Finding) => {
      const range = { start: chunk.start, end: chunk.start + chunk.text.length }
      if (this.broken.some((each) => each.origin === origin && each.range.start === range.start)) return
      this.broken.push({ origin, index: 0, item: null, range, root: undefined, findings: [finding] })
    }
    let found = false
    for (const document of readChunk(origin, chunk, 0, undefined, broken)) found = this.#take(document, order) || found
    return found
  }

  #take(document: Document, order: number): boolean {
    if (this.#add(document, order)) return true
    if (document.root !== undefined && !isCRD(gvkOf(document.root))) return false
    this.broken.push(document)
    return true
  }
}

function textOf({ origin, range }: Document): string {
  return origin.text.slice(range.start, range.end)
}

function keyOf(group: string, kind: string): string {
  return `${kind}.${group}`
}

/** A quick test that never misses one: the kind cannot be spelled otherwise, but for escapes in quoted text. */
export function mayHoldCRD(text: string): boolean {
  return text.includes('CustomResourceDefinition') || /kind"?\s*:\s*"[^"\n]*\\/.test(text)
}

/** The group, from the name that every valid CRD has: plural.group. Undefined when it does not stand where it usually does. */
function groupOf(text: string): string | undefined {
  const match =
    /^metadata:[^\S\n]*\r?\n(?:[^\S\n].*\n)*?[^\S\n]{2}name:[^\S\n]*["']?[a-z0-9-]+\.([a-z0-9.-]+)["']?[^\S\n]*(?:#.*)?\r?$/m.exec(
      text,
    )
  if (!match) return undefined
  const group = match[1]!
  return new RegExp(
    `^[^\\S\\n]{2}group:[^\\S\\n]*["']?${group.replaceAll('.', '[.]')}["']?[^\\S\\n]*(?:#.*)?\\r?$`,
    'm',
  ).test(text)
    ? group
    : undefined
}
