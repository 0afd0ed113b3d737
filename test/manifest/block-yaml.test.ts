import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readBlockYaml } from '../../src/manifest/block-yaml.ts'
import { checkCharacters } from '../../src/manifest/characters.ts'
import { construct } from '../../src/manifest/construct.ts'
import { decodeText } from '../../src/manifest/decode-text.ts'
import { parseDocument } from '../../src/manifest/events.ts'
import { asSent } from '../../src/manifest/scalar.ts'
import { split } from '../../src/manifest/split.ts'
import { readYaml } from '../../src/manifest/yaml.ts'
import { marshal } from '../../src/model/go/json.ts'
import { corpusFolder } from '../conformance/corpus.ts'
import { below, chance, pick, type Random, seeded } from '../conformance/mutate/random.ts'
import { generate, injure } from '../conformance/yaml/generate.ts'

const shift = 1000

/** The documents of a text by both readers, where the quick one knows what to do. */
function compare(text: string): number {
  let read = 0
  for (const chunk of split(text)) {
    if (/^\.\.\./m.test(chunk.text)) continue
    const quick = quickly(chunk.text)
    if (!quick) continue
    read++
    const { events, ignoredFrom } = parseDocument(chunk.text, 1000, false)
    const whole = construct(events, chunk.text, { shift, maxDepth: 1000, value: asSent })
    expect({ text, ...quick, duplicates: [], ignoredFrom: undefined }).toEqual({ text, ...whole, ignoredFrom })
    const lazy = readYaml(chunk.text, { start: shift, maxDepth: 1000, value: asSent, lazily: unexpected })
    expect(marshal(lazy!.root)).toBe(marshal(whole!.root))
  }
  return read
}

function unexpected(error: Error): void {
  throw error
}

function quickly(text: string) {
  try {
    if (checkCharacters(text)) return undefined
  } catch {
    return undefined
  }
  return readBlockYaml(text, { shift, value: asSent })
}

test('generated texts are read as by the parser for all of YAML, or left to it', () => {
  const random = seeded(21)
  let read = 0
  for (let i = 0; i < 6000; i++) read += compare(generate(random))
  expect(read).toBeGreaterThan(300)
})

test('so are injured ones', () => {
  const random = seeded(22)
  let read = 0
  for (let i = 0; i < 6000; i++) read += compare(injure(random, pick(random, [generate, manifest])(random)))
  expect(read).toBeGreaterThan(300)
})

test('and random manifests', () => {
  const random = seeded(23)
  let read = 0
  for (let i = 0; i < 3000; i++) read += compare(manifest(random))
  expect(read).toBeGreaterThan(500)
})

const corpus = corpusFolder()
const testCorpus = corpus && existsSync(corpus) ? test : test.skip
testCorpus('and the corpus, nearly all of which it knows', () => {
  const texts = readdirSync(corpus!, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => decodeText(readFileSync(join(corpus!, name))).text)
  let read = 0
  let all = 0
  for (const text of texts) {
    all += [...split(text)].length
    read += compare(text)
  }
  expect(read / all).toBeGreaterThan(0.9)
})

/** In the style of tools and people. */
function manifest(random: Random): string {
  return `${chance(random, 0.2) ? '# what it is\n' : ''}${mapping(random, 0, 0)}${chance(random, 0.2) ? '\n' : ''}`
}

const names = ['name', 'a', 'b-c', 'app.kubernetes.io/name', '"q"', "'k'", 'x_1', 'type', 'f:x', 'long'.repeat(5)]

function mapping(random: Random, indent: number, depth: number): string {
  const count = 1 + below(random, 4)
  const out: string[] = []
  const taken = new Set<string>()
  for (let i = 0; i < count; i++) {
    const name = pick(random, names)
    if (taken.has(name)) continue
    taken.add(name)
    const pad = out.length === 0 && depth > 0 ? '' : ' '.repeat(indent)
    out.push(`${pad}${name}:${value(random, indent, depth)}`)
    if (chance(random, 0.05)) out.push(pick(random, ['\n', `${' '.repeat(below(random, 8))}# so it is\n`, '   \n']))
  }
  return out.join('')
}

function value(random: Random, indent: number, depth: number): string {
  const deeper = indent + pick(random, [1, 2, 2, 2, 4])
  const pad = ' '.repeat(deeper)
  const end = pick(random, ['\n', '\n', '\n', ' \n', ' # why\n'])
  const choice = depth > 4 ? below(random, 8) : below(random, 12)
  switch (choice) {
    case 0:
      return ` ${pick(random, ['true', 'no', '1', '-1', '0777', '1.5', '1e3', '~', '', '""', "''", 'null', '.5', '--x=y'])}${end}`
    case 1:
      return ` ${pick(random, ['a text', 'it is: so', 'a #b', "don't", 'a, b', 'x:y', '"quoted: text"', "'it''s'", '"\\n"'])}${end}`
    case 2:
      return ` ${pick(random, ['[]', '{}', '[1, two, "3"]', '{a: 1, b: "c"}', "['a']", '[a, ]', '{a: }', '[a: b]', '{a: {}}', '[ x ]'])}${end}`
    case 3:
      return ` ${pick(random, ['|', '|-', '>', '>-', '|+', '|2', '| # c'])}\n${lines(random, pad)}`
    case 4:
      return ` ${pick(random, ['a text', "'a text", '"a text'])}\n${lines(random, pad).trimEnd()}${pick(random, ['', '', "'", '"'])}\n`
    case 5:
      return end
    case 6:
    case 7:
      return ` ${pick(random, ['web', 'nginx:1.25', '10Gi', 'a.b/c', '2020-01-01T00:00:00Z', '*.x', '%x', '@x', '`x`'])}${end}`
    case 8:
    case 9:
      return `\n${pad}${mapping(random, deeper, depth + 1)}`
    default: {
      const column = pick(random, [indent, deeper])
      const items = Array.from({ length: 1 + below(random, 3) }, () => {
        const item = chance(random, 0.5)
          ? ` ${mapping(random, column + 2, depth + 1)}`
          : value(random, column, depth + 1)
        return `${' '.repeat(column)}-${item}`
      })
      return `\n${items.join('')}`
    }
  }
}

function lines(random: Random, pad: string): string {
  return Array.from({ length: 1 + below(random, 4) }, () =>
    pick(random, [
      `${pad}some text\n`,
      `${pad}more\n`,
      '\n',
      `${pad}  deeper\n`,
      `${pad}- a\n`,
      `${pad}a: b\n`,
      `${pad}# no\n`,
      `${pad}end  \n`,
    ]),
  ).join('')
}
