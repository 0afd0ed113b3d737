import { describe, expect, test } from '@jest/globals'
import { explain } from '../../src/explain/explain.ts'
import { type Format, formats, render } from '../../src/explain/render.ts'
import { plainStyle } from '../../src/explain/style.ts'
import type { CRD } from '../../src/schema/crd.ts'
import { crdOf } from './catalog.ts'

const nasty =
  '\x1b[2J\x1b[1;1H\x1b]0;owned\x07a\u202eb\u200bc\u2066d\ufeff\x9b31me\rf\u2028g\0</script><script>alert(1)</script>`x`*/ --> {{x}}'

function output(spec: object | CRD, format: Format, argument = 'th'): string {
  const crd = 'document' in spec ? spec : crdOf(spec)
  const answer = explain([crd], argument, { recursive: true })
  if ('error' in answer) throw new Error(`${answer.error} ${answer.hints.join(' ')}`)
  return render(answer, format, { width: 80, style: plainStyle, short: false, paths: false }, () => 'hash')
}

const everywhere = {
  type: 'object',
  title: nasty,
  description: nasty,
  externalDocs: { description: nasty, url: nasty },
  required: [nasty],
  properties: {
    [nasty]: { type: 'string', description: nasty, default: nasty, example: nasty },
    enum: { type: 'string', enum: [nasty, 'b'], pattern: nasty, format: nasty },
    rule: { type: 'string', 'x-kubernetes-validations': [{ rule: `self == '${nasty}'`, message: nasty }] },
    expression: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf', messageExpression: nasty }] },
    deprecated: { type: 'string', description: `Deprecated: ${nasty}` },
    list: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': [nasty],
      items: { type: nasty },
    },
  },
  oneOf: [{ required: [nasty] }, { properties: { enum: { pattern: nasty, enum: [nasty] } } }],
}

describe.each([...formats])('%s', (format) => {
  test('shows nothing that a terminal acts on', () => {
    const text = output(everywhere, format)
    // Line breaks and tabs aside, no control, no format character, no line or paragraph separator.
    expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufeff]/u)
  })
})

test('one megabyte of text takes little time in any format, and little paper on a terminal', () => {
  const long = 'x'.repeat(1_000_000)
  const spec = {
    type: 'object',
    properties: {
      word: { type: 'string', description: long },
      words: { type: 'string', description: 'word '.repeat(200_000) },
      value: { type: 'string', default: long, enum: [long, 'b'], pattern: long },
      rule: { type: 'string', 'x-kubernetes-validations': [{ rule: `self == "${long}"`, message: long }] },
    },
  }
  const crd = crdOf(spec)
  const start = performance.now()
  for (const format of formats) expect(output(crd, format).length).toBeLessThan(format === 'plaintext' ? 50_000 : 2e7)
  expect(performance.now() - start).toBeLessThan(3000)
})

test('html escapes, and its policy lets only its own script run', () => {
  const html = output(everywhere, 'html')
  expect(html.match(/<script>/g)).toHaveLength(1)
  expect(html).toContain('default-src &#39;none&#39;')
  expect(html).not.toContain('<script>alert')
})

test('markdown has no markup of others', () => {
  const markdown = output(
    { type: 'object', description: '# head\n\n- item\n1. one\n<b>x</b> [a](javascript:x) {y} | z' },
    'markdown',
  )
  expect(markdown).toContain('\\# head')
  expect(markdown).toContain('\\- item')
  expect(markdown).toContain('1\\. one')
  expect(markdown).toContain('&lt;b\\>x&lt;/b\\> \\[a\\](javascript:x) \\{y\\} \\| z')
})

test('typescript comments do not end early', () => {
  expect(
    output({ type: 'object', properties: { a: { type: 'string', description: 'x */ evil()' } } }, 'typescript'),
  ).toContain('/** x *\\/ evil() */')
})

test('a table or a box is not broken by wide or combining characters', () => {
  const text = output(
    { type: 'object', properties: { a: { type: 'string', description: `${'日本語'.repeat(5)} `.repeat(20) } } },
    'plaintext',
    'th.spec.a',
  )
  for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(80)
})
