import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeText } from '../../src/manifest/decode-text.ts'
import { readManifests } from '../../src/manifest/read.ts'
import type { Document } from '../../src/model/document.ts'
import { gvkOf } from '../../src/model/document.ts'
import { marshal } from '../../src/model/go/json.ts'
import { type CRD, readCRD } from '../../src/schema/crd.ts'
import { jsonSchema } from './json-schema.ts'

/** Folders that every tool is given. */
export interface Workload {
  resources: string
  crds: string
  /** The same CRDs as JSON schemas, `GROUP/KIND_VERSION.json`. */
  schemas: string
  documents: number
  files: number
  definitions: number
}

interface Sample {
  text: string
  documents: number
}

/** Real files of custom resources, and the CRDs that they need. */
export class Corpus {
  readonly #samples: Sample[] = []
  readonly #crds = new Map<string, { text: string; crd: CRD }>()

  constructor(folder: string) {
    const files: { text: string; documents: Document[] }[] = []
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/\.ya?ml$/.test(name) || /(^|\/)history\//.test(name)) continue
      const { text } = decodeText(readFileSync(join(folder, name)))
      const documents = readManifests({ name, text })
      const crds = documents.map(readCRD).filter((crd) => crd !== undefined)
      if (crds.length > 0 && documents.length === 1) this.#addCRD(crds[0]!, text)
      else files.push({ text, documents })
    }
    for (const { text, documents } of files) {
      const isKnown = documents.length > 0 && documents.every((document) => this.#crds.has(keyOf(document)))
      if (isKnown) this.#samples.push({ text, documents: documents.length })
    }
  }

  #addCRD(crd: CRD, text: string): void {
    const key = `${crd.group} ${crd.names.kind}`
    if (crd.apiVersion === 'v1' && !this.#crds.has(key)) this.#crds.set(key, { text, crd })
  }

  /** Writes the files so many times over that there are at least this many documents. */
  write(into: string, atLeast: number): Workload {
    const [resources, crds, schemas] = ['resources', 'crds', 'schemas'].map((name) => join(into, name)) as [
      string,
      string,
      string,
    ]
    for (const folder of [resources, crds, schemas]) mkdirSync(folder, { recursive: true })
    let documents = 0
    let files = 0
    while (documents < atLeast) {
      for (const { text, documents: count } of this.#samples) {
        if (documents >= atLeast) break
        writeFileSync(join(resources, `${String(files++).padStart(6, '0')}.yaml`), text)
        documents += count
      }
    }
    for (const { text, crd } of this.#crds.values()) {
      writeFileSync(join(crds, `${crd.names.plural}.${crd.group}.yaml`), text)
      writeSchemas(crd, schemas)
    }
    return { resources, crds, schemas, documents, files, definitions: this.#crds.size }
  }

  /** One resource and its CRD alone; undefined when the corpus has no CRD of this name. */
  writeOne(into: string, name: string): Workload | undefined {
    const found = [...this.#crds.values()].find(({ crd }) => `${crd.names.plural}.${crd.group}` === name)
    if (!found) return undefined
    const { crd, text } = found
    const sample = this.#samples.find((s) => {
      const documents = readManifests({ name: '', text: s.text })
      return documents.length === 1 && keyOf(documents[0]!) === `${crd.group} ${crd.names.kind}`
    })
    if (!sample) return undefined
    for (const folder of ['resources', 'crds', 'schemas']) mkdirSync(join(into, folder), { recursive: true })
    writeFileSync(join(into, 'resources/one.yaml'), sample.text)
    writeFileSync(join(into, 'crds/crd.yaml'), text)
    writeSchemas(crd, join(into, 'schemas'))
    return {
      resources: join(into, 'resources/one.yaml'),
      crds: join(into, 'crds'),
      schemas: join(into, 'schemas'),
      documents: 1,
      files: 1,
      definitions: 1,
    }
  }
}

function keyOf({ root }: Document): string {
  const gvk = gvkOf(root)
  return gvk ? `${gvk.group} ${gvk.kind}` : ''
}

function writeSchemas(crd: CRD, folder: string): void {
  mkdirSync(join(folder, crd.group), { recursive: true })
  for (const { name, schema } of crd.versions) {
    if (!schema) continue
    const file = `${crd.names.kind.toLowerCase()}_${name}.json`
    writeFileSync(join(folder, crd.group, file), marshal(jsonSchema(schema.raw)))
  }
}
