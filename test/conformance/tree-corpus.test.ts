import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import { readCRD } from '../../src/schema/crd.ts'
import { walk } from '../explain/tree/walks.ts'
import { corpusFolder } from './corpus.ts'
import { seeded } from './mutate/random.ts'

const corpus = corpusFolder()
const files = corpus
  ? readdirSync(corpus).flatMap((project) => {
      const folder = `${corpus}/${project}/crds`
      return existsSync(folder) ? readdirSync(folder).map((file) => `${project}/crds/${file}`) : []
    })
  : []

;(files.length > 0 ? describe : describe.skip)('the corpus', () => {
  test.each(files.map((file, i) => [file, i] as const))('keys at random in the tree of %s', (file, seed) => {
    const text = readFileSync(`${corpus}/${file}`, 'utf8')
    const crds = readManifests({ name: file, text }).flatMap((document) => readCRD(document) ?? [])
    for (const crd of crds) expect(walk([crd], seeded(seed), 40)).toEqual([])
  })
})
