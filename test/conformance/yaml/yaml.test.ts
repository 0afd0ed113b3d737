import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { maxDepth, readManifests } from '../../../src/manifest/read.ts'
import type { Document } from '../../../src/model/document.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { corpusFolder } from '../corpus.ts'
import { askGo, goProgram, NoGo } from '../go-program.ts'
import { below, chance, pick, seeded } from '../mutate/random.ts'
import { generate, injure } from './generate.ts'
import { isKnown, knownDifferences } from './known-differences.ts'
import { yamlToJson } from './yaml-to-json.ts'

/**
 * Our reader beside the one inside kubectl (sigs.k8s.io/yaml v1.6.0, apimachinery v0.36.3): the same documents, the same
 * JSON byte for byte, and a refusal exactly where the real one refuses.
 */
interface Answer {
  documents: Theirs[]
  stream: Theirs[]
  plain: Theirs
}

interface Theirs {
  json?: string
  error?: string
}

let program: string | undefined
try {
  program = goProgram(fileURLToPath(new URL('reader', import.meta.url)))
} catch (error) {
  if (!(error instanceof NoGo) || process.env.CI === 'true') throw error
  console.warn(`skipped: ${error.message}`)
}

const refused = 'refused'
const shown = ({ json }: Theirs) => json ?? refused
const read = (text: string) => readManifests({ name: 'test', text })
const ours = (document: Document) => (document.root === undefined ? refused : marshal(document.root))

interface Difference {
  text: string
  ours: unknown
  theirs: unknown
}

/** Each document by itself. Lists are expanded, and a bad separator costs kubectl the document before it: see below. */
function differences(texts: readonly string[]): { differing: Difference[]; documents: number; accepted: number } {
  const apart = texts.filter((text) => !/^ *items:/m.test(text) && !/^---[ \t\r]*[^\s#]/m.test(text))
  const answers = askGo<Answer>(program!, apart)
  const theirs = answers.map(({ documents }) => documents.map(shown))
  const differing = apart.flatMap((text, i) => {
    const mine = read(text).map(ours)
    return JSON.stringify(mine) === JSON.stringify(theirs[i]) ? [] : [{ text, ours: mine, theirs: theirs[i] }]
  })
  const all = theirs.flat()
  return { differing, documents: all.length, accepted: all.filter((each) => each !== refused).length }
}

function unexplained(texts: readonly string[], share: number): void {
  const { differing, accepted } = differences(texts)
  expect(differing.filter(({ text }) => !isKnown(text))).toEqual([])
  expect(differing.length).toBeLessThanOrEqual(texts.length * share)
  expect(accepted).toBeGreaterThan(texts.length / 4)
}

const describeWithGo = program ? describe : describe.skip
const corpus = corpusFolder()
const testCorpus = corpus && existsSync(corpus) ? test : test.skip
const corpusTexts = () =>
  readdirSync(corpus!, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => readFileSync(join(corpus!, name), 'utf8'))

describeWithGo('reading YAML as kubectl does', () => {
  test('8,000 generated texts', () => {
    const random = seeded(2)
    unexplained(
      Array.from({ length: 8000 }, () => generate(random)),
      0.001,
    )
  })

  test('4,000 that were injured, with signs of YAML at random places', () => {
    const random = seeded(3)
    unexplained(
      Array.from({ length: 4000 }, () => injure(random, generate(random))),
      0.005,
    )
  })

  test('YAMLToJSON, with all digits of integers', () => {
    const random = seeded(4)
    // kubectl ends the last line, if need be, before the text gets there.
    const one = Array.from({ length: 2000 }, () => generate(random)).filter((text) => !text.includes('---'))
    const texts = one.map((text) => (text.endsWith('\n') ? text : `${text}\n`))
    const answers = askGo<Answer>(program!, texts)
    const differing = texts.flatMap((text, i) => {
      let mine = refused
      try {
        mine = yamlToJson(text, maxDepth)
      } catch {}
      // What is no UTF-8 in decoded bytes, Go writes as an escape.
      const theirs = shown(answers[i]!.plain).replaceAll('\\ufffd', '\ufffd')
      // Texts and lists at the top are no objects anyway.
      return mine === theirs || isKnown(text) || (mine === refused && !theirs.startsWith('{'))
        ? []
        : [{ text, ours: mine, theirs }]
    })
    expect(differing).toEqual([])
  })

  test('whole streams: JSON, lists, separators', () => {
    const texts = streams()
    const answers = askGo<Answer>(program!, texts)
    for (const [i, text] of texts.entries()) {
      const theirs = answers[i]!.stream
      const mine = read(text).map(ours)
      const failed = theirs.some(({ error }) => error !== undefined)
      const good = theirs.filter(({ error }) => error === undefined).map(shown)
      // kubectl stops at the first error, and has lost the document before a bad separator.
      expect({ text, documents: failed ? mine.slice(0, good.length) : mine }).toEqual({ text, documents: good })
      expect({ text, failed: mine.includes(refused) }).toEqual({ text, failed })
    }
  })

  testCorpus('every file of the corpus', () => {
    const texts = corpusTexts()
    const { differing, documents } = differences(texts)
    expect(differing).toEqual([])
    expect(documents).toBeGreaterThan(2500)
    const lists = texts.filter((text) => /^items:/m.test(text))
    const answers = askGo<Answer>(program!, lists)
    for (const [i, text] of lists.entries()) expect(read(text).map(ours)).toEqual(answers[i]!.stream.map(shown))
  })

  testCorpus('1,500 injured files of the corpus', () => {
    const random = seeded(5)
    const small = corpusTexts().filter((text) => text.length < 6000)
    unexplained(
      Array.from({ length: 1500 }, () => injure(random, pick(random, small))),
      0.003,
    )
  })

  test.each(knownDifferences)('known to differ: $reason', ({ examples, matches }) => {
    // One that differs no more has to leave the list.
    for (const text of examples) {
      expect([text, differences([text]).differing.length]).toEqual([text, 1])
      expect([text, matches(text)]).toEqual([text, true])
    }
  })
})

function streams(): string[] {
  const random = seeded(6)
  const item = () => pick(random, ['{a: 1}', '{kind: A, apiVersion: v1, a: 1.0}', '{kind: B}', 'null', '{kind: 5}'])
  const yamlList = () =>
    `kind: ${pick(random, ['List', 'FooList', 'Foo'])}\napiVersion: v1\nitems:\n${Array.from({ length: below(random, 4) }, () => `- ${item()}\n`).join('')}`
  const nested = 'kind: List\napiVersion: v1\nitems:\n- kind: List\n  items:\n  - {a: 1}\n  - {kind: A}\n- {b: 1}\n'
  const json = () =>
    pick(random, [
      '{"a":1.0}',
      '{"a": 1e3, "b": -0}',
      '{"a":"\\ud800\\u00e9"}',
      '{"a":[1,2.50,9223372036854775808]}',
      '{}',
    ])
  const jsonList = '{"kind":"List","apiVersion":"v1","items":[{"a":1.0},{"kind":"B","apiVersion":"v2"}]}'
  const piece = () =>
    pick(random, [yamlList(), nested, `${json()}\n`, 'a: 1\n', '# none\n', 'a: b: c\n', 'text\n', 'null\n'])
  return Array.from({ length: 600 }, () => {
    const kind = below(random, 4)
    if (kind === 0) return Array.from({ length: 1 + below(random, 3) }, piece).join('---\n')
    if (kind === 1)
      return Array.from({ length: 1 + below(random, 4) }, json).join(pick(random, ['', '\n', ' ', '\n\n']))
    if (kind === 2)
      return `${json()}\n${pick(random, ['---\n', 'x', '{', 'null\n', '5'])}${chance(random, 0.5) ? 'a: 1\n' : ''}`
    return pick(random, [
      jsonList,
      nested,
      yamlList(),
      `${json()}${pick(random, ['x', ',', '}', ' {"a"', ' null', ' 1'])}`,
    ])
  })
}
