import { describe, expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import type { Origin } from '../../src/model/document.ts'
import { Catalog, mayHoldCRD } from '../../src/schema/catalog.ts'

function definition(name: string, group = 'example.com', plural = 'foos', kind = 'Foo'): Origin {
  const text = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${plural}.${group}
  labels: {from: ${name}}
spec:
  group: ${group}
  names: {plural: ${plural}, kind: ${kind}}
  scope: Namespaced
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`
  return { name, text }
}

const document = (origin: Origin) => readManifests(origin)[0]!

describe('the one that was added last counts', () => {
  test.each<[what: string, fill: (catalog: Catalog) => void]>([
    [
      'both read late',
      (catalog) => {
        catalog.addText(definition('a'))
        catalog.addText(definition('b'))
      },
    ],
    [
      'the first read late',
      (catalog) => {
        catalog.addText(definition('a'))
        catalog.add(document(definition('b')))
      },
    ],
    [
      'the second read late',
      (catalog) => {
        catalog.add(document(definition('a')))
        catalog.addText(definition('b'))
      },
    ],
  ])('%s', (_what, fill) => {
    const catalog = new Catalog()
    fill(catalog)
    expect(catalog.find('example.com', 'Foo')?.document.origin.name).toBe('b')
    expect(catalog.replaced.map(({ kind, by, before }) => [kind, by.origin.name, before.origin.name])).toEqual([
      ['Foo.example.com', 'b', 'a'],
    ])
  })
})

test('the same text twice replaces nothing', () => {
  const catalog = new Catalog()
  catalog.addText(definition('a'))
  catalog.add(document(definition('a')))
  expect(catalog.find('example.com', 'Foo')).toBeDefined()
  expect(catalog.replaced).toEqual([])
})

test('what seems to be a CRD and cannot be read is known when its group is asked for', () => {
  const catalog = new Catalog()
  const { name, text } = definition('a')
  catalog.addText({ name, text: text.replace('scope: Namespaced', 'scope: a: b') })
  expect(catalog.broken).toEqual([])
  expect(catalog.find('other.com', 'Foo')).toBeUndefined()
  expect(catalog.broken).toEqual([])
  expect(catalog.find('example.com', 'Foo')).toBeUndefined()
  expect(catalog.broken.map(({ origin }) => origin.name)).toEqual(['a'])
})

test('JSON and unusual spellings are found too', () => {
  const catalog = new Catalog()
  const plain = document(definition('a', 'json.com')).root
  catalog.addText({ name: 'json', text: JSON.stringify(plain) })
  const { text } = definition('b', 'flow.com')
  catalog.addText({ name: 'flow', text: text.replace('CustomResourceDefinition', '"CustomResourceDe\\x66inition"') })
  expect(catalog.all().map(({ group }) => group)).toEqual(['json.com', 'flow.com'])
  expect(mayHoldCRD('kind: ConfigMap\n')).toBe(false)
})

test('the group of a CRD is looked for in linear time', () => {
  const labels = Array.from({ length: 200 }, (_, i) => `        label-${i}: x\n`).join('')
  const catalog = new Catalog()
  const started = performance.now()
  catalog.addText({ name: 'four', text: `kind: CustomResourceDefinition\nmetadata:\n    labels:\n${labels}spec: {}\n` })
  expect(performance.now() - started).toBeLessThan(500)
})
