import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeText } from '../../../src/manifest/decode-text.ts'
import { readManifests } from '../../../src/manifest/read.ts'
import type { Document } from '../../../src/model/document.ts'
import { type CRD, readCRD } from '../../../src/schema/crd.ts'
import { corpusFolder } from '../corpus.ts'

/** A CRD and where it comes from. */
export interface Definition {
  file: string
  document: Document
  crd: CRD
}

/** The CRDs of the corpus, where there is one. */
export function corpusDefinitions(): Definition[] {
  const corpus = corpusFolder()
  if (corpus === undefined) return []
  const folders = readdirSync(corpus).map((project) => join(corpus, project, 'crds'))
  return folders.filter(existsSync).flatMap((folder) => definitionsIn(folder, corpus.length + 1))
}

/** Made-up CRDs with nearly every feature, beside the corpus; and those of the examples. */
export function otherDefinitions(): Definition[] {
  const corpus = corpusFolder()
  const sinks = corpus === undefined ? [] : [join(corpus, '../kitchen-sink')]
  const examples = fileURLToPath(new URL('../../../examples', import.meta.url))
  const folders = [...sinks.filter(existsSync), ...readdirSync(examples).map((name) => join(examples, name))]
  return folders.flatMap((folder) => definitionsIn(folder, 0))
}

function definitionsIn(folder: string, cut: number): Definition[] {
  const names = readdirSync(folder).filter((name) => /\.(?:ya?ml|json)$/.test(name))
  return names.sort().flatMap((name) => {
    const file = join(folder, name)
    const { text } = decodeText(readFileSync(file))
    return readManifests({ name: file, text }).flatMap((document) => {
      const crd = readCRD(document)
      // No server has taken v1beta1 since 1.22.
      return crd?.apiVersion === 'v1' ? [{ file: file.slice(cut), document, crd }] : []
    })
  })
}
