import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import { readCRD } from '../../src/schema/crd.ts'
import { walk } from '../explain/tree/walks.ts'
import { corpusFolder } from './corpus.ts'
import { seeded } from './mutate/random.ts'

const corpus = corpusFolder()
const inFolder = (folder: string, names: RegExp) =>
  existsSync(`${corpus}/${folder}`)
    ? readdirSync(`${corpus}/${folder}`).flatMap((file) => (names.test(file) ? `${folder}/${file}` : []))
    : []
const files = corpus
  ? [
      ...readdirSync(corpus).flatMap((project) => inFolder(`${project}/crds`, /./)),
      // Made up, with nearly every keyword.
      ...inFolder('../kitchen-sink', /^crd-/),
    ]
  : []

;(files.length > 0 ? describe : describe.skip)('the corpus', () => {
  test.each(files.map((file, i) => [file, i] as const))('keys at random in the tree of %s', (file, seed) => {
    const text = readFileSync(`${corpus}/${file}`, 'utf8')
    const crds = readManifests({ name: file, text }).flatMap((document) => readCRD(document) ?? [])
    for (const crd of crds) expect(walk([crd], seeded(seed), 40)).toEqual([])
  })
})
