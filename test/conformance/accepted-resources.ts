import { existsSync, readFileSync } from 'node:fs'
import { corpus, type Row, readRecorded } from '../../scripts/recorded.ts'
import { readManifests } from '../../src/manifest/read.ts'
import { type Dict, isDict } from '../../src/model/value.ts'
import { type CRD, readCRD } from '../../src/schema/crd.ts'

/** A resource of the corpus, and what the real server said about it. */
export interface Judged {
  crd: CRD
  version: string
  object: Dict
  row: Row
  /** `file:document[:item]` */
  name: string
}

/** Those that were judged, with the CRD they were judged under; none without the corpus. */
export function judgedResources(): Judged[] {
  if (!existsSync(corpus)) return []
  const crds = new Map<string, CRD>()
  const crdOf = (file: string): CRD => {
    const text = () => readFileSync(`${corpus}/${file}`, 'utf8')
    const known = crds.get(file) ?? readManifests({ name: file, text: text() }).flatMap((doc) => readCRD(doc) ?? [])[0]!
    crds.set(file, known)
    return known
  }
  return readRecorded().flatMap((row): Judged[] => {
    if (row.kind !== 'cr' || row.crd === null || !['accept', 'reject'].includes(row.verdict)) return []
    const documents = readManifests({ name: row.file, text: readFileSync(`${corpus}/${row.file}`, 'utf8') })
    const document = documents.find(({ index, item }) => index === row.document && item === row.item)
    if (!isDict(document?.root)) return []
    const crd = crdOf(row.crd)
    const version = String(document.root.apiVersion).split('/')[1]!
    const name = [row.file, row.document, ...(row.item === null ? [] : [row.item])].join(':')
    return [{ crd, version, object: document.root, row, name }]
  })
}
