import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readManifests } from '../../../src/manifest/read.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { corpusFolder } from '../corpus.ts'
import { askGo, goProgram, NoGo } from '../go-program.ts'
import { seeded } from '../mutate/random.ts'
import { generate } from './generate.ts'

/**
 * Our reader beside the one inside kubectl (sigs.k8s.io/yaml v1.6.0, apimachinery v0.36.3): the same documents, the same
 * JSON, and a refusal exactly where the real one refuses.
 */
interface Answer {
  json?: unknown
  error?: string
}

let program: string | undefined
try {
  program = goProgram(new URL('reader', import.meta.url).pathname)
} catch (error) {
  if (!(error instanceof NoGo) || process.env.CI === 'true') throw error
  console.warn(`skipped: ${error.message}`)
}

/** Where the two still differ, and why that may stand: none is a form that people write. */
const knownDifferences = [
  { reason: 'a plain key over several lines, which only go-yaml takes', where: /\{\{/ },
  {
    reason: 'an error in a value that a later key or merge replaces, which go-yaml never sees',
    where: /12345678901234567890|!!m?\[/,
  },
]

const refused = 'refused'
const noObject = 'no object'

/** What our reader makes of a text, in the terms of the comparison. */
function ours(text: string): unknown[] {
  return readManifests({ name: 'test', text }).map((document) => {
    if (document.root !== undefined) return JSON.parse(marshal(document.root))
    return document.findings[0]?.code === 'CRD0003' ? noObject : refused
  })
}

function theirs(answers: readonly Answer[]): unknown[] {
  return answers.map(({ json, error }) => {
    if (error !== undefined) return refused
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : noObject
  })
}

/** Lists are expanded, and a bad separator costs kubectl the document before it: both have their own tests. */
const readable = (texts: readonly string[]) =>
  texts.filter((text) => !text.includes('items:') && !/^---\s*[^\s#]/m.test(text))

function compare(texts: readonly string[]): {
  differing: { text: string; ours: unknown; theirs: unknown }[]
  documents: number
} {
  const answers = askGo<Answer[]>(program!, texts)
  let documents = 0
  const differing = texts.flatMap((text, i) => {
    const [a, b] = [ours(text), theirs(answers[i]!)]
    documents += b.length
    try {
      expect(a).toEqual(b)
      return []
    } catch {
      return [{ text, ours: a, theirs: b }]
    }
  })
  return { differing, documents }
}

const describeWithGo = program ? describe : describe.skip

describeWithGo('reading YAML as kubectl does', () => {
  test('6,000 generated texts', () => {
    const random = seeded(2)
    const texts = Array.from({ length: 6000 }, () => generate(random))
    const { differing } = compare(readable(texts))
    const unknown = differing.filter(({ text }) => !knownDifferences.some(({ where }) => where.test(text)))
    expect(unknown).toEqual([])
    // Those that are known are few, and still differ: one that does no more has to leave the list.
    expect(differing.length).toBeLessThan(texts.length / 200)
    for (const { reason, where } of knownDifferences) {
      expect([reason, differing.some(({ text }) => where.test(text))]).toEqual([reason, true])
    }
  })

  const corpus = corpusFolder()
  const testCorpus = corpus && existsSync(corpus) ? test : test.skip
  testCorpus('every file of the corpus', () => {
    const names = readdirSync(corpus!, { recursive: true, encoding: 'utf8' }).filter((n) => /\.ya?ml$/.test(n))
    const texts = names.map((name) => readFileSync(join(corpus!, name), 'utf8'))
    const { differing, documents } = compare(texts.filter((text) => !/^items:/m.test(text)))
    expect(differing).toEqual([])
    expect(documents).toBeGreaterThan(2500)
  })
})
