import type { Terminal } from '../cli/terminal.ts'
import { isBuiltinGroup } from '../model/builtin.ts'
import { type Document, gvkOf, nameOf } from '../model/document.ts'
import type { GVK } from '../model/gvk.ts'
import { visible } from '../model/printable.ts'
import type { Catalog } from '../schema/catalog.ts'
import { isCRD } from '../schema/crd.ts'

/**
 * The objects of --old: as they are stored now. They are paired with those of the input by group, kind, namespace and
 * name, in any version.
 */
export class OldObjects {
  readonly #objects = new Map<string, { document: Document; paired: boolean; order: number }>()
  readonly #created: string[] = []
  readonly #replaced: string[] = []
  readonly #catalog: Catalog

  /** @param catalog tells which kinds live in namespaces */
  constructor(catalog: Catalog) {
    this.#catalog = catalog
  }

  add(document: Document): void {
    const gvk = gvkOf(document.root)
    if (!gvk) return
    const key = this.#key(gvk, document)
    if (this.#objects.has(key)) this.#replaced.push(title(gvk, document))
    this.#objects.set(key, { document, paired: false, order: this.#objects.size })
  }

  /** The stored object that this one replaces; undefined when it is created. */
  find(document: Document, gvk: GVK): Document | undefined {
    const old = this.#objects.get(this.#key(gvk, document))
    if (old) old.paired = true
    else this.#created.push(title(gvk, document))
    return old?.document
  }

  /** To be called last: what had no counterpart. */
  report(terminal: Terminal): void {
    say(terminal, 'Warning: --old has these more than once; the last counts', this.#replaced)
    say(terminal, 'Note: not in --old, so judged as created', this.#created)
    const gone = [...this.#objects.values()].filter(({ document, paired }) => !paired && matters(document))
    const titles = gone.sort((a, b) => a.order - b.order).map(({ document }) => title(gvkOf(document.root)!, document))
    say(terminal, 'Note: in --old only, so not judged', titles)
  }

  #key({ group, kind }: GVK, document: Document): string {
    const { name, namespace } = nameOf(document.root)
    const crd = isBuiltinGroup(group) ? undefined : this.#catalog.find(group, kind)
    // Of a kind that nobody knows the scope, the namespace counts as it is written.
    const where = crd?.scope === 'Cluster' || isCRD({ group, kind, version: '' }) ? '' : namespace || 'default'
    return JSON.stringify([group, kind, where, name])
  }
}

/** Is it of a kind that is judged at all? */
function matters({ root }: Document): boolean {
  const gvk = gvkOf(root)
  return gvk !== undefined && (isCRD(gvk) || !isBuiltinGroup(gvk.group))
}

function title({ kind }: GVK, document: Document): string {
  const { name, namespace } = nameOf(document.root)
  return `${visible(kind)}/${namespace === '' ? '' : `${visible(namespace)}/`}${visible(name) || '(no name)'}`
}

const shown = 5

function say(terminal: Terminal, what: string, titles: readonly string[]): void {
  if (titles.length === 0) return
  const more = titles.length > shown ? ` and ${titles.length - shown} more` : ''
  terminal.err(`${what}: ${titles.slice(0, shown).join(', ')}${more}\n`)
}
