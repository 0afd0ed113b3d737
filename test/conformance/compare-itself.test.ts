import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { compareCRDs } from '../../src/compat/compare.ts'
import { readManifests } from '../../src/manifest/read.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { type Dict, isDict, isList, newDict, type Value } from '../../src/model/value.ts'
import { yamlText } from '../../src/model/yaml-text.ts'
import { type CRD, readCRD } from '../../src/schema/crd.ts'
import { corpusFolder } from './corpus.ts'

const corpus = corpusFolder()
const files = corpus
  ? readdirSync(corpus).flatMap((project) => {
      const folder = `${corpus}/${project}/crds`
      return existsSync(folder) ? readdirSync(folder).map((file) => `${folder}/${file}`) : []
    })
  : []

function crdsIn(name: string, text: string): CRD[] {
  return readManifests({ name, text }).flatMap((document) => readCRD(document) ?? [])
}

/** The same, the keys of every object in the opposite order. */
function reversed(value: Value): Value {
  if (isList(value)) return value.map(reversed)
  if (!isDict(value)) return value
  const out: Dict = newDict()
  for (const key of Object.keys(value).reverse()) out[key] = reversed(value[key]!)
  return out
}

;(files.length > 0 ? describe : describe.skip)('a CRD of the corpus, compared with itself', () => {
  test('as it is, reformatted, and with its keys in another order, has no changes', () => {
    const changed: string[] = []
    let count = 0
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
      for (const [i, crd] of crdsIn(file, text).entries()) {
        const root = crd.document.root!
        const others = [text, yamlText(root), yamlText(reversed(root), { sorted: false })]
        for (const other of others) {
          const [same] = crdsIn('other', other).slice(other === text ? i : 0)
          const { changes } = compareCRDs(crd, same!, newestVersion)
          if (changes.length > 0) changed.push(`${file}: ${JSON.stringify(changes[0])}`)
          count++
        }
      }
    }
    expect(changed).toEqual([])
    expect(count).toBeGreaterThan(800)
  }, 60_000)
})
