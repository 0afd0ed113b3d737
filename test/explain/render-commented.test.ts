import { describe, expect, test } from '@jest/globals'
import { renderCommented } from '../../src/explain/render-commented.ts'
import { rootOf } from '../../src/explain/root.ts'
import { readManifests } from '../../src/manifest/read.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import type { Value } from '../../src/model/value.ts'
import { sample } from '../../src/sample/sample.ts'
import { madeUpDefinitions } from '../conformance/samples/made-up.ts'
import { crdOf } from '../sample/crd-of.ts'

function commented(crd: ReturnType<typeof crdOf>, version: string): { text: string; object: Value } {
  const { object } = sample(crd, version, { shape: 'minimal' })
  const fuller = sample(crd, version, { shape: 'full' }).object
  const node = rootOf(crd, crd.versions.find(({ name }) => name === version)!)
  return { text: renderCommented(node, object, fuller, { server: newestVersion, width: 80, fill: () => 'x' }), object }
}

/** What is commented out, let in. */
function uncommented(text: string): string {
  return text.replace(/^(\s*(?:- )*)#(?! \S)/gm, '$1').replace(/(?:\{\}|\[\]) # or:$/gm, '')
}

function read(text: string): Value | undefined {
  const documents = readManifests({ name: 'sample', text })
  expect(documents.map(({ findings }) => findings)).toEqual([[]])
  return documents[0]!.root
}

describe.each(madeUpDefinitions(9000, 40).map((made) => [made.file, made.crd] as const))('%s', (_, crd) => {
  test('reads as what stands, and without the signs as YAML', () => {
    for (const { name } of crd.versions.filter(({ served }) => served)) {
      const { text, object } = commented(crd, name)
      expect(marshal(read(text)!)).toBe(marshal(object))
      read(uncommented(text))
    }
  })
})

test('a hostile description is a comment, whatever it says', () => {
  const nasty = 'a\nspec: {b: 1}\r---\u2028x: y\x1b[2J\u202e # c \x85d: 1'
  const spec = {
    type: 'object',
    description: nasty,
    title: nasty,
    properties: { [nasty]: { type: 'string', enum: [nasty] } },
  }
  const { text, object } = commented(crdOf({ type: 'object', description: nasty, properties: { spec } }), 'v1')
  expect(marshal(read(text)!)).toBe(marshal(object))
  expect(text).toMatch(/^[\n -~]*$/)
})
