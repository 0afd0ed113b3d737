import { readChunk, readManifests } from '../manifest/read.ts'
import { type Chunk, split } from '../manifest/split.ts'
import type { Document, Origin } from '../model/document.ts'
import { type CRD, readCRD } from './crd.ts'

/** A CRD that has been seen but not read yet. */
interface Unread {
  origin: Origin
  chunk: Chunk
}

/**
 * The CRDs that are known. A repository can hold hundreds of large ones of which a run needs a few, so those that are
 * there only to judge by are read when a resource of their group turns up.
 */
export class Catalog {
  readonly #byKind = new Map<string, CRD>()
  readonly #unread = new Map<string, Unread[]>()
  /** One name, several definitions: the last one read counts. */
  readonly replaced: { kind: string; by: Document; before: Document }[] = []

  /** Adds a CRD that has been read; undefined when the document is none. */
  add(document: Document): CRD | undefined {
    const crd = readCRD(document)
    if (!crd) return undefined
    const key = keyOf(crd.group, crd.names.kind)
    const before = this.#byKind.get(key)
    if (before) this.replaced.push({ kind: `${crd.names.kind}.${crd.group}`, by: document, before: before.document })
    this.#byKind.set(key, crd)
    return crd
  }

  /** Adds all CRDs of a text, to be read when they are needed. */
  addText(origin: Origin): void {
    if (!mayHoldCRD(origin.text)) return
    if (/^\ufeff?\s*\{/.test(origin.text)) {
      for (const document of readManifests(origin)) this.add(document)
      return
    }
    for (const chunk of split(origin.text)) {
      if (!mayHoldCRD(chunk.text)) continue
      const group = groupOf(chunk.text)
      if (group === undefined) this.#read({ origin, chunk })
      else {
        const known = this.#unread.get(group)
        if (known) known.push({ origin, chunk })
        else this.#unread.set(group, [{ origin, chunk }])
      }
    }
  }

  find(group: string, kind: string): CRD | undefined {
    const known = this.#byKind.get(keyOf(group, kind))
    const unread = this.#unread.get(group)
    if (!unread) return known
    this.#unread.delete(group)
    for (const each of unread) this.#read(each)
    return this.#byKind.get(keyOf(group, kind))
  }

  /** Everything that is known, read or not. */
  all(): CRD[] {
    for (const unread of this.#unread.values()) for (const each of unread) this.#read(each)
    this.#unread.clear()
    return [...this.#byKind.values()]
  }

  #read({ origin, chunk }: Unread): void {
    for (const document of readChunk(origin, chunk, 0)) this.add(document)
  }
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
    /^metadata:[^\S\n]*\r?\n(?:[^\S\n]+.*\n)*?[^\S\n]{2}name:[^\S\n]*["']?[a-z0-9-]+\.([a-z0-9.-]+)["']?[^\S\n]*(?:#.*)?\r?$/m.exec(
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
