import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { type ExplainOptions, explain, explainVersions } from '../../src/explain/explain.ts'
import { type Format, render } from '../../src/explain/render.ts'
import { renderVersions } from '../../src/explain/render-versions.ts'
import { plainStyle } from '../../src/explain/style.ts'
import { crdOf, widgets } from './catalog.ts'
import { expectGolden } from './golden.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('base64')

function text(argument: string, options: ExplainOptions & { format?: Format; paths?: boolean } = {}): string {
  const answer = explain(widgets, argument, options)
  if ('error' in answer) return `${answer.error}\n${answer.hints.join('\n')}`
  const short = options.recursive === true
  const plaintext = { width: 80, style: plainStyle, short, paths: options.paths === true }
  return render(answer, options.format ?? 'plaintext', plaintext, hash)
}

describe('golden', () => {
  test.each([
    ['root.txt', 'wg', {}],
    ['replicas.txt', 'wg.spec.replicas', {}],
    ['color.txt', 'wg.spec.color', {}],
    ['ports.txt', 'wg.spec.ports', {}],
    ['spec.txt', 'wg.spec', {}],
    ['recursive.txt', 'wg', { recursive: true }],
    ['paths.txt', 'wg.spec', { recursive: true, paths: true }],
    ['required.txt', 'wg', { requiredOnly: true, recursive: true }],
    ['find.txt', 'wg', { find: /listens|price/, recursive: true, paths: true }],
    ['ports.json', 'wg.spec.ports', { format: 'json' }],
    ['root.yaml', 'wg', { format: 'yaml' }],
    ['page.md', 'wg', { format: 'markdown', recursive: true }],
    ['page.html', 'wg', { format: 'html', recursive: true }],
    ['widget.schema.json', 'wg', { format: 'jsonschema' }],
    ['widget.d.ts', 'wg', { format: 'typescript' }],
  ] as [string, string, ExplainOptions & { format?: Format; paths?: boolean }][])('%s', (name, argument, options) => {
    expectGolden(name, text(argument, options))
  })

  test('versions.txt', () => {
    const answer = explainVersions(widgets, 'wg')
    if ('error' in answer) throw new Error(answer.error)
    expectGolden('versions.txt', renderVersions(answer.doc, { style: plainStyle }))
  })
})

test('depth is limited', () => {
  const answer = explain(widgets, 'wg', { maxDepth: 2 })
  if ('error' in answer) throw new Error(answer.error)
  expect(Math.max(...answer.doc.fields.map(({ depth }) => depth))).toBe(2)
})

test.each([
  ['spec.replica', 'field "replica" does not exist in spec', 'did you mean spec.replicas?'],
  ['spec.number', 'field "number" does not exist in spec', 'number is a field of this resource at spec.ports[].number'],
  [
    'spec.open.x',
    'field "x" does not exist in spec.open',
    'spec.open keeps unknown fields, so anything may stand there',
  ],
  ['spec.host.x', 'field "x" does not exist in spec.host', 'it has no fields'],
  ['spec[', 'cannot read the path "spec[": a bracket or quote is not closed', ''],
])('%s', (argument, error, hint) => expect(text(argument)).toBe(`${error}\n${hint}`))

test('a version may be asked for, and a field of any version compared', () => {
  expect(explain(widgets, 'wg.spec.old')).toMatchObject({ error: 'field "old" does not exist in spec' })
  expect(explain(widgets, 'wg.spec.old', { apiVersion: 'shop.example.com/v1alpha1' })).toMatchObject({
    version: 'v1alpha1',
  })
  expect(explain(widgets, 'wg', { apiVersion: 'shop.example.com/v9' })).toMatchObject({
    error: 'widgets.shop.example.com has no version shop.example.com/v9',
  })
  expect(explainVersions(widgets, 'wg.spec.old')).toMatchObject({ doc: { present: ['v1alpha1'], path: 'spec.old' } })
  expect(explainVersions(widgets, 'wg.spec.odder')).toMatchObject({ error: 'field "odder" does not exist in spec' })
})

describe('what people would not guess', () => {
  const facts = (spec: object, path = 'th.spec.x') => {
    const answer = explain([crdOf(spec)], path)
    if ('error' in answer) throw new Error(answer.error)
    return answer.doc.field
  }
  const spec = (x: object, more: object = {}) => ({ type: 'object', properties: { x }, ...more })

  test('allOf narrows', () => {
    const x = { type: 'integer', maximum: 10, allOf: [{ minimum: 2 }, { maximum: 5, exclusiveMaximum: true }] }
    expect(facts(spec(x)).range).toEqual({ minimum: 2, maximum: 5, exclusiveMaximum: true })
    const text = { type: 'string', enum: ['a', 'b', 'c'], allOf: [{ enum: ['b', 'c', 'd'] }] }
    expect(facts(spec(text)).enum).toEqual(['b', 'c'])
    expect(
      facts(spec({ type: 'string' }, { allOf: [{ required: ['x'], properties: { x: { maxLength: 3 } } }] })),
    ).toMatchObject({ required: true, length: { maximum: 3 } })
  })

  test.each([
    [{ oneOf: [{ required: ['x'] }, { required: ['y'] }] }, 'exactly one of x, y is set'],
    [{ anyOf: [{ required: ['x'] }, { required: ['y'] }] }, 'at least one of x, y is set'],
    [{ not: { required: ['x'] } }, 'x is not set'],
    [{ not: { required: ['x', 'y'] } }, 'not all of x, y are set'],
    [{ not: { anyOf: [{ required: ['x'] }, { required: ['y'] }] } }, 'none of x, y is set'],
    [
      {
        oneOf: [
          { not: { anyOf: [{ required: ['x'] }, { required: ['y'] }] } },
          { required: ['x'] },
          { required: ['y'] },
        ],
      },
      'at most one of x, y is set',
    ],
    [
      { anyOf: [{ properties: { x: { enum: ['A'] } }, required: ['y'] }, { properties: { x: { minLength: 2 } } }] },
      'at least one holds: (1) y is set and x is A (if set); (2) x has at least 2 characters (if set)',
    ],
  ])('%j is told at the field it speaks of', (more, words) => {
    const y = { type: 'string' }
    const schema = { type: 'object', properties: { x: { type: 'string' }, y, z: y }, ...more }
    expect(facts(schema).conditions).toEqual([{ words, from: 'spec' }])
    expect(facts(schema, 'th.spec').conditions).toEqual([{ words, from: 'spec' }])
    expect(facts(schema, 'th.spec.z').conditions).toBeUndefined()
  })

  test('rules of ancestors are told where they read the field, and nowhere else', () => {
    const rule = { rule: 'self.x.all(i, i.a > 0)' }
    const item = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } }
    const schema = spec({ type: 'array', items: item }, { 'x-kubernetes-validations': [rule] })
    for (const path of ['th.spec.x', 'th.spec.x.a']) expect(facts(schema, path).rules).toMatchObject([{ from: 'spec' }])
    expect(facts(schema, 'th.spec.x.b').rules).toBeUndefined()
  })

  test('what is in an immutable field is immutable', () => {
    const inner = { type: 'object', properties: { y: { type: 'string' } } }
    const schema = spec(inner, { 'x-kubernetes-validations': [{ rule: 'self.x == oldSelf.x' }] })
    expect(facts(schema, 'th.spec.x.y').immutable).toMatchObject({ when: 'always', from: 'spec' })
  })

  test('an unknown format is not checked, a known one is', () => {
    expect(facts(spec({ type: 'string', format: 'made-up' })).format).toEqual({ name: 'made-up', enforced: false })
    expect(facts(spec({ type: 'string', format: 'ipv4' })).format).toMatchObject({ enforced: true })
    expect(facts(spec({ type: 'integer', format: 'ipv4' })).format).toMatchObject({ enforced: false })
  })
})
