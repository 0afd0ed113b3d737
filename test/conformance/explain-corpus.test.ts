import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { explain } from '../../src/explain/explain.ts'
import { type Format, render } from '../../src/explain/render.ts'
import { plainStyle } from '../../src/explain/style.ts'
import { readManifests } from '../../src/manifest/read.ts'
import { isDict, type Value } from '../../src/model/value.ts'
import { readCRD } from '../../src/schema/crd.ts'
import { corpusFolder } from './corpus.ts'

const corpus = corpusFolder()
const files = corpus
  ? readdirSync(corpus).flatMap((project) => {
      const folder = `${corpus}/${project}/crds`
      return existsSync(folder) ? readdirSync(folder).map((file) => `${folder}/${file}`) : []
    })
  : []

/** Every property of a schema by its path; knows nothing of how we read schemas. */
function count(schema: Value | undefined, path: string, out: Set<string>): void {
  if (!isDict(schema)) return
  for (const [name, child] of Object.entries(isDict(schema.properties) ? schema.properties : {})) {
    const at = /[.[\]*"'/]/.test(name) ? `${path}[${JSON.stringify(name)}]` : path === '' ? name : `${path}.${name}`
    out.add(at)
    count(child, at, out)
  }
  count(schema.items, `${path}[]`, out)
  count(schema.additionalProperties, `${path}.*`, out)
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    for (const branch of Array.isArray(schema[key]) ? (schema[key] as Value[]) : []) count(branch, path, out)
  }
}

;(files.length > 0 ? describe : describe.skip)('the corpus', () => {
  test.each(files.map((file) => [file.slice(corpus!.length + 1), file]))(
    'every property of %s is explained',
    (_, file) => {
      const crds = readManifests({ name: file, text: readFileSync(file, 'utf8') }).flatMap((doc) => readCRD(doc) ?? [])
      expect(crds.length).toBeGreaterThan(0)
      for (const crd of crds) {
        for (const version of crd.versions) {
          const answer = explain([crd], crd.names.plural, {
            apiVersion: `${crd.group}/${version.name}`,
            recursive: true,
          })
          if ('error' in answer) throw new Error(answer.error)
          const wanted = new Set<string>()
          count(version.schema?.raw, '', wanted)
          for (const { path } of answer.doc.fields) wanted.delete(path)
          expect([...wanted]).toEqual([])
          const show = (format: Format) =>
            render(answer, format, { width: 80, style: plainStyle, short: true, paths: true }, () => '')
          const text = show('plaintext')
          for (const { path } of answer.doc.fields) expect(text).toContain(`\n  ${path}\t<`)
          expect(JSON.parse(show('json')).fields).toHaveLength(answer.doc.fields.length)
          for (const format of ['yaml', 'markdown', 'html', 'jsonschema', 'typescript'] as const) show(format)
        }
      }
    },
  )
})
