import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { measured } from './measured.ts'

/**
 * Input that is made to take all time and memory there is. The bounds are several times what a small machine needs, and
 * far below what anything worse than linear takes.
 */
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-hostile-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const megabyte = 1_000_000
const depth = 10_000

function definition(spec: object): string {
  return JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        },
      ],
    },
  })
}

const head = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n'
const anything = definition({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true })

function validate(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return measured(['validate', '-o', 'json', ...Object.keys(files)], folder)
}

/** Writes the file part by part until it has this size. */
function grow(name: string, bytes: number, start: string, part: (n: number) => string, end = ''): number {
  const file = openSync(join(folder, name), 'w')
  let size = writeSync(file, start)
  let count = 0
  while (size < bytes) {
    let parts = ''
    for (let i = 0; i < 1000; i++) parts += part(count++)
    size += writeSync(file, parts)
  }
  writeSync(file, end)
  closeSync(file)
  return count
}

describe('much', () => {
  const item = '"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"a"},"spec":{"a":"hello","b":[1,2]}'
  const block = (n: number) =>
    `- apiVersion: example.com/v1\n  kind: Thing\n  metadata:\n    name: thing-${n}\n  spec:\n    a: hello\n    b: [1, 2]\n`

  test.each([
    ['a list in YAML', 'list.yaml', 'apiVersion: v1\nkind: List\nitems:\n', block, ''],
    [
      'a list in JSON',
      'list.json',
      '{"apiVersion":"v1","kind":"List","items":[',
      (n: number) => `${n ? ',' : ''}{${item}}`,
      ']}',
    ],
    ['a stream', 'stream.yaml', '', (n: number) => `---\n{${item}} # ${n}\n`, ''],
  ])(
    '50 MB: %s',
    (_, name, start, part, end) => {
      writeFileSync(join(folder, 'crd.json'), anything)
      const count = grow(name, 50 * megabyte, start, part, end)
      const { status, out, err, seconds, megabytes } = measured(
        ['validate', '--summary', '--crds', 'crd.json', name],
        folder,
      )
      expect(out + err).toContain(`${count} documents in 1 input: ${count} valid`)
      expect(status).toBe(0)
      expect(seconds).toBeLessThan(120)
      expect(megabytes).toBeLessThan(700)
    },
    180_000,
  )

  test('a CRD of 5 MB is judged, explained and sampled', () => {
    const field = {
      type: 'object',
      description: 'word '.repeat(20),
      properties: { a: { type: 'string', pattern: '^a+$' } },
    }
    const properties = Object.fromEntries(Array.from({ length: 26_000 }, (_, n) => [`field${n}`, field]))
    const text = definition({ type: 'object', properties })
    expect(text.length).toBeGreaterThan(5 * megabyte)
    const judged = validate({ 'big.json': text })
    expect(judged.status).toBe(0)
    const explained = measured(['explain', 'thing.spec', '-f', 'big.json'], folder)
    expect(explained.status).toBe(0)
    const sampled = measured(['sample', '-f', 'big.json', '--full'], folder)
    expect(sampled.status).toBe(0)
    for (const { seconds, megabytes } of [judged, explained, sampled]) {
      expect(seconds).toBeLessThan(30)
      expect(megabytes).toBeLessThan(1000)
    }
  }, 90_000)
})

describe(`${depth} levels`, () => {
  test.each([
    ['lists in lists', `${head}spec:\n  a: ${'['.repeat(depth)}${']'.repeat(depth)}\n`],
    ['maps in maps', `${head}spec:\n  a: ${'{a: '.repeat(depth)}1${'}'.repeat(depth)}\n`],
    ['dashes', `${head}spec:\n  a:\n    ${'- '.repeat(depth)}x\n`],
    [
      'indentation',
      `${head}spec:\n${Array.from({ length: depth / 4 }, (_, n) => `${' '.repeat(n + 1)}a:\n`).join('')}`,
    ],
    ['JSON', `{"apiVersion":"example.com/v1","kind":"Thing","spec":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`],
    ['brackets without end', '['.repeat(5 * megabyte)],
    ['braces without end', '{"a":'.repeat(megabyte)],
    [
      'a schema',
      definition({}).replace('{}', `${'{"type":"object","properties":{"a":'.repeat(depth)}{}${'}}'.repeat(depth)}`),
    ],
    [
      'aliases',
      `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`).join('')}`,
    ],
  ])(
    '%s',
    (_, text) => {
      const { status, out, err, seconds, megabytes } = validate({ 'crd.json': anything, 'deep.yaml': text })
      expect([0, 1, 2]).toContain(status)
      expect(out + err).not.toMatch(/RangeError|heap|internal error|\n +at /)
      expect(seconds).toBeLessThan(20)
      expect(megabytes).toBeLessThan(700)
    },
    60_000,
  )
})

test.each(['^(a+)+$', '^(a|aa)+$', '(a*)*b', '(x+x+)+y', '^(a{1,30}){1,30}$'])(
  'the pattern %s takes linear time',
  (pattern) => {
    const crd = definition({ type: 'object', properties: { s: { type: 'string', pattern } } })
    const { status, out, seconds, megabytes } = validate({
      'crd.json': crd,
      'long.json': `{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"a"},"spec":{"s":"${'a'.repeat(megabyte)}!"}}`,
    })
    expect(status).toBe(1)
    expect(out).toContain('should match')
    expect(seconds).toBeLessThan(20)
    expect(megabytes).toBeLessThan(400)
  },
  60_000,
)

describe('rules stop at the budget', () => {
  const numbers = JSON.stringify(Array.from({ length: 50_000 }, (_, n) => n))
  const resource = `{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"a"},"spec":{"l":${numbers},"s":"${'a'.repeat(megabyte)}"}}`
  test.each([
    'self.l.all(a, self.l.all(b, self.l.all(c, true)))',
    'self.l.map(a, self.l.map(b, self.l)).size() > 0',
    'self.l.all(x, x in self.l)',
    'self.l.distinct().size() > 0',
    'sets.equivalent(self.l, self.l)',
    'self.l.sortBy(x, -x).size() > 0 && self.l.all(x, self.l.sort().size() > 0)',
    "self.s.replace('', self.s).size() > 0",
    'self.l.map(x, string(x)).join(self.s).size() > 0',
    "self.s.split('').map(x, self.s + x).size() > 0",
    'self.l.transformMap(i, x, self.s + string(x)).size() > 0',
    '[0].map(a, self.s + self.s).map(a, a + a).map(a, a + a).map(a, a + a).all(a, a.contains(a))',
  ])(
    '%s',
    (rule) => {
      const crd = definition({
        type: 'object',
        properties: { l: { type: 'array', items: { type: 'integer' } }, s: { type: 'string' } },
        'x-kubernetes-validations': [{ rule }],
      })
      writeFileSync(join(folder, 'crd.json'), crd)
      writeFileSync(join(folder, 'much.json'), resource)
      const { status, out, seconds, megabytes } = measured(['validate', '--crds', 'crd.json', 'much.json'], folder)
      expect(status).toBe(1)
      expect(out).toMatch(/cost exceeds limit|cost limit exceeded|running out of cost budget/)
      expect(seconds).toBeLessThan(20)
      expect(megabytes).toBeLessThan(800)
    },
    60_000,
  )
})

describe('expressions have limits', () => {
  test.each([
    ['parentheses', `${'('.repeat(depth)}true${')'.repeat(depth)}`, /recursion/],
    ['negations', `${'!('.repeat(depth)}true${')'.repeat(depth)}`, /recursion/],
    ['lists', `${'['.repeat(depth)}${']'.repeat(depth)} == []`, /recursion/],
    ['length', `'${'a'.repeat(100_001)}' == ''`, /code point size exceeds limit/],
    ['sums', `1${' + 1'.repeat(20_000)} > 0`, /recursion/],
    ['macros that double', `optional.of(1)${'.optMap(x, x)'.repeat(60)}.hasValue()`, /nodes once macros are expanded/],
  ])(
    '%s',
    (_, rule, message) => {
      const { status, out, seconds, megabytes } = validate({
        'crd.json': definition({ type: 'object', 'x-kubernetes-validations': [{ rule }] }),
      })
      expect(status).toBe(1)
      expect(out).toMatch(message)
      expect(seconds).toBeLessThan(20)
      expect(megabytes).toBeLessThan(600)
    },
    60_000,
  )
})
