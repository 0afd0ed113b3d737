import { UserError } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import { gvkOf } from '../model/document.ts'
import { visible } from '../model/printable.ts'
import { lineIndex } from '../report/line-index.ts'
import { Catalog, mayHoldCRD } from '../schema/catalog.ts'
import { type CRD, isCRD, readCRD } from '../schema/crd.ts'
import type { Loader } from './loader.ts'

/** The CRDs behind one path, by group and kind. What cannot be read is said on standard error, and the loader has failed. */
export async function readSide(path: string, load: Loader, terminal: Terminal): Promise<Map<string, CRD>> {
  const found = new Map<string, CRD>()
  const inputs = await load.inputs([path], { recursive: true }, new Catalog())
  const relevant = inputs.filter(
    ({ origin, unreadable, documents }) => unreadable || documents || !origin || mayHoldCRD(origin.text),
  )
  for await (const document of load.documents(relevant)) {
    if (document.root === undefined) {
      load.unreadable(document)
      continue
    }
    if (!isCRD(gvkOf(document.root))) continue
    const crd = readCRD(document)
    if (!crd) {
      load.unreadable(document, 'the CRD at ')
      continue
    }
    if (!isWhole(crd)) {
      load.fail(`cannot read the CRD at ${placeOf(crd)}: no version is for storage; has the text been cut off?`)
      continue
    }
    const key = `${crd.group}/${crd.names.kind}`
    if (found.has(key)) terminal.err(`Warning: ${visible(key)} is defined twice; the one at ${placeOf(crd)} counts\n`)
    found.set(key, crd)
  }
  if (found.size === 0 && !load.failed)
    throw new UserError(`no CRD in ${JSON.stringify(path)}`, 'a CRD has kind: CustomResourceDefinition')
  return found
}

/** One version is for storage, in every CRD: where none is, the text has been cut off. */
function isWhole({ versions }: CRD): boolean {
  return versions.some(({ storage }) => storage)
}

function placeOf({ document: { origin, range } }: CRD): string {
  return `${visible(origin.name)}:${lineIndex(origin).at(range.start).line}`
}
