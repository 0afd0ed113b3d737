import { UserError } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import { type Document, gvkOf } from '../model/document.ts'
import { visible } from '../model/printable.ts'
import { lineIndex } from '../report/line-index.ts'
import { Catalog, mayHoldCRD } from '../schema/catalog.ts'
import { type CRD, isCRD, readCRD } from '../schema/crd.ts'
import type { Loader } from './loader.ts'

/** What is behind the paths of one side. */
export interface Side {
  /** The paths, as they are printed. */
  name: string
  /** By group and kind. */
  crds: Map<string, CRD>
  /** Everything else; only asked for beside CRDs if it is wanted. */
  objects: readonly Document[]
  /** Nothing was ever there: /dev/null, as git names a file that is added or removed. */
  isEmpty: boolean
}

/**
 * Reads one side. What cannot be read is said on standard error, and the loader has failed.
 * @param objectsToo beside CRDs as well
 */
export async function readSide(
  paths: readonly string[],
  load: Loader,
  terminal: Terminal,
  { objectsToo = false } = {},
): Promise<Side> {
  const name = paths.map((path) => JSON.stringify(path)).join(', ')
  if (paths.join() === '/dev/null') return { name, crds: new Map(), objects: [], isEmpty: true }
  const inputs = await load.inputs(paths, { recursive: true }, new Catalog())
  const mayHave = inputs.filter(
    ({ origin, unreadable, documents }) => unreadable || documents || !origin || mayHoldCRD(origin.text),
  )
  const crds = new Map<string, CRD>()
  const objects: Document[] = []
  const onlyCRDs = !objectsToo && inputs.some(({ documents }) => documents?.some(({ root }) => isCRD(gvkOf(root))))
  for await (const document of load.documents(onlyCRDs ? mayHave : inputs)) {
    if (document.root === undefined) load.unreadable(document)
    else if (isCRD(gvkOf(document.root))) addCRD(document, crds, load, terminal)
    else if (!onlyCRDs) objects.push(document)
  }
  if (crds.size === 0 && objects.length === 0 && !load.failed)
    throw new UserError(`no CRD in ${name}`, 'a CRD has kind: CustomResourceDefinition')
  return { name, crds, objects, isEmpty: false }
}

function addCRD(document: Document, found: Map<string, CRD>, load: Loader, terminal: Terminal): void {
  const crd = readCRD(document)
  if (!crd) {
    load.unreadable(document, 'the CRD at ')
    return
  }
  if (!isWhole(crd)) {
    load.fail(`cannot read the CRD at ${placeOf(crd)}: no version is for storage; has the text been cut off?`)
    return
  }
  const key = keyOf(crd)
  if (found.has(key)) terminal.err(`Warning: ${visible(key)} is defined twice; the one at ${placeOf(crd)} counts\n`)
  found.set(key, crd)
}

/** What CRDs are paired by. */
export function keyOf({ group, names }: CRD): string {
  return `${group}/${names.kind}`
}

/** One version is for storage, in every CRD: where none is, the text has been cut off. */
function isWhole({ versions }: CRD): boolean {
  return versions.some(({ storage }) => storage)
}

function placeOf({ document: { origin, range } }: CRD): string {
  return `${visible(origin.name)}:${lineIndex(origin).at(range.start).line}`
}
