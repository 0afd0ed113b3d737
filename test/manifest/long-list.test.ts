import { describe, expect, test } from '@jest/globals'
import { JsonReader } from '../../src/manifest/json.ts'
import { longText } from '../../src/manifest/long-list.ts'
import { maxDepth, readManifests } from '../../src/manifest/read.ts'
import { readLongJsonList, readLongYamlList } from '../../src/manifest/read-long-list.ts'
import type { Document } from '../../src/model/document.ts'
import { marshal } from '../../src/model/go/json.ts'
import { below, chance, pick, type Random, seeded } from '../conformance/mutate/random.ts'
import { generate, injure } from '../conformance/yaml/generate.ts'

const options = { maxDepth, partLength: 60 }

/** The documents, or undefined when the text is not taken for a long list. */
function readYamlList(text: string): Document[] | undefined {
  const documents = readLongYamlList({ name: 'test', text }, 0, chunk(text), options)
  const out: Document[] = []
  for (;;) {
    const { value, done } = documents.next()
    if (done) return value ? out : undefined
    out.push(value)
  }
}

const chunk = (text: string) => ({ text, start: 0, explicit: false, badSeparator: undefined })

function readJsonList(text: string): Document[] | undefined {
  const reader = new JsonReader(text, 0, { raw: false, maxDepth })
  const documents = readLongJsonList({ name: 'test', text }, 0, 0, reader, options)
  const out: Document[] = []
  for (;;) {
    const { value, done } = documents.next()
    if (done) return value === undefined ? undefined : out
    out.push(value)
  }
}

function randomItems(random: Random): string[] {
  return Array.from({ length: 2 + below(random, 4) }, () => {
    const text = generate(random)
    return /---|\.\.\./.test(text) || chance(random, 0.3) ? '{a: b}\n' : text
  })
}

function yamlList(random: Random): string {
  const indent = pick(random, ['', '  '])
  const items = randomItems(random).map((item) => {
    const lines = item.replace(/\n$/, '').split('\n')
    return `${indent}- ${lines.join(`\n${indent}  `)}\n${chance(random, 0.2) ? '\n# so\n' : ''}`
  })
  const behind = pick(random, ['', 'metadata:\n  resourceVersion: ""\n', 'kind: OtherList\n'])
  const before = behind.startsWith('kind') ? 'apiVersion: v1\n' : 'apiVersion: v1\nkind: List\n'
  return `${before}items:${pick(random, ['', ' # all'])}\n${items.join('')}${behind}`
}

const jsonList = (random: Random) => {
  const items = randomItems(random).flatMap((text) => readManifests({ name: '', text }).map(({ root }) => root ?? null))
  const list = `"items"${pick(random, ['', ' '])}: [${items.map((item) => `\n${marshal(item)}`).join(',')}\n]`
  const fields = ['"kind": "List"', list, '"metadata": {"items": [1]}', '"a": "x\\\\\\"items\\": ["']
  return `{${fields.toSorted(() => random() - 0.5).join(', ')}}`
}

const isBroken = ({ root }: Document) => root === undefined

/** As JSON: some would be YAML. */
function isBrokenJson(text: string): boolean {
  try {
    new JsonReader(text, 0, { raw: false, maxDepth }).next()
    return false
  } catch {
    return true
  }
}

describe.each([
  ['YAML', readYamlList, yamlList, (text: string) => readManifests({ name: 'test', text }).some(isBroken)],
  ['JSON', readJsonList, jsonList, isBrokenJson],
])('a %s list read part by part', (_, read, list, isRefused) => {
  test('has the same items at the same places', () => {
    const random = seeded(11)
    let same = 0
    for (let i = 0; i < 1000; i++) {
      const text = list(random)
      const whole = readManifests({ name: 'test', text })
      const found = read(text)
      if (!found || whole.some(isBroken)) continue
      expect({ text, found }).toEqual({ text, found: whole })
      same++
    }
    expect(same).toBeGreaterThan(250)
  })

  test('is refused where it is refused as a whole', () => {
    const random = seeded(12)
    let refused = 0
    for (let i = 0; i < 2000; i++) {
      const text = injure(random, list(random))
      const found = read(text)
      if (!found) continue
      expect({ text, broken: found.some(isBroken) }).toEqual({ text, broken: isRefused(text) })
      if (found.some(isBroken)) refused++
    }
    expect(refused).toBeGreaterThan(300)
  })
})

test.each([
  ['YAML', (items: string[]) => `kind: List\nitems:\n${items.map((item) => `- ${item}\n`).join('')}`],
  ['JSON', (items: string[]) => `{"kind": "List", "items": [${items.join(',')}]}`],
])('what stands behind a broken item of a long %s list is not read, what stands before it is', (_, list) => {
  const items = Array.from({ length: 90_000 }, (_, i) => `{"kind": "A", "name": "${i}", "text": "${'x'.repeat(20)}"}`)
  items[80_000] = '{"kind": @}'
  const text = list(items)
  expect(text.length).toBeGreaterThan(longText)
  const documents = readManifests({ name: 'test', text })
  const last = documents.at(-1)!
  expect(documents.length).toBeGreaterThan(50_000)
  expect(documents.filter(isBroken).length).toBe(1)
  expect(text.slice(0, last.findings[0]!.position!.start)).toMatch(/\{"kind": $/)
})
