import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { loadAll } from 'js-yaml'
import { answer } from '../../src/explain/answer.ts'
import type { Format } from '../../src/explain/render.ts'
import { plainStyle } from '../../src/explain/style.ts'
import { readManifests } from '../../src/manifest/read.ts'
import { type CRD, readCRD } from '../../src/schema/crd.ts'
import { lawsOfHTML, lawsOfMarkdown } from '../explain/page-laws.ts'
import { corpusFolder, definitionFiles } from './corpus.ts'
import { type Data, declaredFields } from './declared-fields.ts'

const files = definitionFiles()

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
const schemas = {
  explanation: ajv.compile(documented('explanation')),
  versions: ajv.compile(documented('version-comparison')),
}

function documented(name: string): object {
  return JSON.parse(readFileSync(new URL(`../../docs/schemas/${name}.json`, import.meta.url), 'utf8'))
}

interface Explanation {
  field: { path: string; name: string }
  fields: { path: string; name: string; depth: number }[]
}

/** One CRD, asked as the command is. */
function asking(crd: CRD, apiVersion: string) {
  return async (argument: string, output: Format, more: object = {}): Promise<string> => {
    const said = await answer([crd], argument, {
      apiVersion,
      output,
      width: 80,
      style: plainStyle,
      hash: () => '',
      ...more,
    })
    if ('error' in said) throw new Error(`${argument}: ${said.error}`)
    return said.text
  }
}

function explanation(json: string): Explanation {
  const said = JSON.parse(json)
  expect(schemas.explanation(said) || schemas.explanation.errors).toBe(true)
  return said
}

/** The fields of a tree: names joined by how far they are indented. */
function treeOf(text: string): string[] {
  const above: string[] = []
  return [...text.matchAll(/^( +)(\S[^\t\n]*)\t</gm)].map(([, indent, name]) => {
    above.length = indent!.length / 2 - 1
    above.push(name!)
    return above.join('\n')
  })
}

;(files.length > 0 ? describe : describe.skip)('the corpus', () => {
  test.each(files.map((file) => [file.slice(corpusFolder()!.length + 1), file]))(
    'every property of %s is explained, in every output',
    async (_, file) => {
      const text = readFileSync(file, 'utf8')
      const crds = readManifests({ name: file, text }).flatMap((doc) => readCRD(doc) ?? [])
      const raw = loadAll(text) as { spec: { versions: { name: string; schema: Data }[] } }[]
      expect(crds).toHaveLength(raw.length)
      for (const [i, crd] of crds.entries()) {
        const { plural } = crd.names
        for (const { name, schema } of raw[i]!.spec.versions) {
          const ask = asking(crd, `${crd.group}/${name}`)
          const wanted = [...declaredFields(schema.openAPIV3Schema)].sort()

          const all = explanation(await ask(plural, 'json', { recursive: true }))
          expect(all.fields.map(({ path }) => path).sort()).toEqual(wanted)
          const paths = await ask(plural, 'plaintext', { recursive: true, fullPaths: true })
          expect([...paths.matchAll(/^ {2}(\S[^\t\n]*)\t</gm)].map(([, path]) => path!).sort()).toEqual(wanted)
          const tree = treeOf(await ask(plural, 'plaintext', { recursive: true }))
          const above: string[] = []
          const named = all.fields.map(({ name, depth }) => {
            above.length = depth - 1
            above.push(name)
            return above.join('\n')
          })
          expect(tree).toEqual(named)

          expect(explanation(await ask(plural, 'json')).fields.length).toBeGreaterThan(0)
          const middle = all.fields[Math.floor(all.fields.length / 2)]!
          expect(explanation(await ask(`${plural}.${middle.path}`, 'json')).field).toEqual({ ...middle, depth: 0 })
          const found = explanation(await ask(plural, 'json', { find: /name/i }))
          expect(found.fields.length).toBeLessThan(all.fields.length)
        }
        const ask = asking(crd, `${crd.group}/${crd.versions.at(-1)!.name}`)
        lawsOfHTML(await ask(plural, 'html'))
        lawsOfMarkdown(await ask(plural, 'markdown'))
        expect(loadAll(await ask(plural, 'yaml'))).toEqual([JSON.parse(await ask(plural, 'json'))])
        const versions = JSON.parse(await ask(plural, 'json', { allVersions: true, apiVersion: undefined }))
        expect(schemas.versions(versions) || schemas.versions.errors).toBe(true)
      }
    },
  )
})
