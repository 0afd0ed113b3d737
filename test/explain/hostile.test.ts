import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { transformSync } from 'esbuild'
import { load } from 'js-yaml'
import { explain, explainVersions } from '../../src/explain/explain.ts'
import { viewObject } from '../../src/explain/object-values.ts'
import { type Format, formats, render } from '../../src/explain/render.ts'
import { renderJSON } from '../../src/explain/render-json.ts'
import { renderVersions } from '../../src/explain/render-versions.ts'
import { versionComparison } from '../../src/explain/report.ts'
import { plainStyle } from '../../src/explain/style.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { type Dict, fromPlain } from '../../src/model/value.ts'
import type { CRD } from '../../src/schema/crd.ts'
import { catalogOf, crdOf } from './catalog.ts'
import { lawsOfHTML, lawsOfMarkdown } from './page-laws.ts'

const payloads: Record<string, string> = {
  'escape sequences': 'a\x1b[2J\x1b[1;1H\x1b]0;owned\x07\x1bPq\x1b\\\x1b',
  'C1 controls': 'a\x9b2J\x9d0;owned\x9c\x85\x8d\x90b',
  'line breaks':
    'a\nFORGED: 1\r\nFORGED: 2\rFORGED: 3\u2028FORGED: 4\u2029FORGED: 5\vFORGED: 6\fFORGED: 7\x85FORGED: 8',
  'right-to-left marks': 'a\u202eb\u202c\u2066c\u2069\u200f\u061cd',
  'what has no width': 'a\u200bb\u200cc\u200dd\ufeffe\u2060f\u00adg\u180eh\u{e0041}i',
  'piled marks': `a${'\u0301'.repeat(300)}b`,
  'lone surrogates': '\ud800a\udfff',
  'a NUL and a backspace': 'a\0b\bc\x7f',
  Markdown:
    '# FORGED\n\na | b\n:--|--:\nc | d\n\n===\n\n[x](javascript:alert(1)) **x** _x_ `x` ``y` ```\n~~~\n::: note\nimport x\n$x$',
  'a fence': 'a\n\n```\n<b>x</b>\n````\n{x}\n',
  HTML: '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\' --><!-- {x} <!--',
  TypeScript: `a */ declare const FORGED: number; export const x = 1 /* \${x} \` ' " \\`,
  YAML: 'a: b # c\n- d\n--- \n&x *x !!x | > %',
  'a table': 'a | b \\| c \\\\| d',
  'an address': 'see https://a.example/b_c?d=(e)|f <https://g.example> javascript:alert(1)',
}

/** A CRD with the text wherever a text may stand. */
function everywhere(text: string): CRD {
  const schema = {
    type: 'object',
    title: text,
    description: text,
    externalDocs: { description: text, url: text },
    required: [text],
    properties: {
      [text]: { type: 'object', description: text, properties: { [text]: { type: 'string' } } },
      scalar: { type: 'string', description: text, default: text, example: text },
      object: { type: 'object', default: { [text]: [text] } },
      enum: { type: 'string', enum: [text, 'b'], pattern: text, format: text },
      rule: { type: 'string', 'x-kubernetes-validations': [{ rule: `self == '${text}'`, message: text }] },
      expression: {
        type: 'string',
        'x-kubernetes-validations': [{ rule: 'self == oldSelf', messageExpression: text, fieldPath: text }],
      },
      deprecated: { type: 'string', description: `Deprecated: ${text}` },
      map: { type: 'object', additionalProperties: { type: 'string', enum: [text] } },
      list: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': [text],
        items: { type: text, description: text },
      },
    },
    oneOf: [{ required: [text] }, { properties: { enum: { pattern: text, enum: [text] }, [text]: { format: text } } }],
  }
  const version = {
    served: true,
    deprecated: true,
    deprecationWarning: text,
    schema: { openAPIV3Schema: { type: 'object', properties: { spec: schema } } },
    selectableFields: [{ jsonPath: text }],
    subresources: { status: {}, scale: { specReplicasPath: text, statusReplicasPath: text, labelSelectorPath: text } },
    additionalPrinterColumns: [{ name: text, type: text, format: text, jsonPath: text, description: text }],
  }
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: text },
    spec: {
      group: text,
      scope: text,
      names: { plural: 'things', singular: text, kind: text, listKind: text, shortNames: [text], categories: [text] },
      conversion: { strategy: text },
      versions: [
        { ...version, name: text, storage: true },
        { ...version, name: 'v1', served: false, schema: { openAPIV3Schema: { type: 'object' } } },
      ],
    },
  }
  return catalogOf(JSON.stringify(crd), text)[0]!
}

/** Held by an object as well, and by who wrote it. */
function holding(text: string, crd: CRD) {
  const object = {
    apiVersion: `${text}/${text}`,
    kind: text,
    metadata: {
      name: text,
      namespace: text,
      managedFields: [{ manager: text, fieldsV1: { 'f:spec': { 'f:scalar': {} } } }],
    },
    spec: { scalar: text, map: { [text]: text }, [text]: { [text]: text } },
  }
  return viewObject(fromPlain(object) as Dict, crd, newestVersion)
}

function output(
  crd: CRD,
  format: Format,
  { short = false, path = 'things', shown = undefined as ReturnType<typeof holding> | undefined } = {},
): string {
  const answer = explain([crd], path, { recursive: true, object: shown })
  if ('error' in answer) throw new Error(`${answer.error} ${answer.hints.join(' ')}`)
  return render(answer, format, { width: 80, style: plainStyle, short, paths: short }, () => 'hash')
}

/** Line breaks and tabs aside, nothing that a terminal acts on, or that cannot be seen. */
const acting = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Cs}]/u

const laws: Record<Format, (text: string) => void> = {
  plaintext: (text) => expect(text).not.toMatch(/^FORGED/m),
  json: (text) => expect(JSON.parse(text).kind).toBe('Explanation'),
  yaml: (text) => expect(load(text)).toMatchObject({ kind: 'Explanation' }),
  markdown: lawsOfMarkdown,
  html: lawsOfHTML,
  jsonschema: (text) =>
    expect(() => new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(text))).not.toThrow(),
  // Types and comments leave no code behind.
  typescript: (text) => expect(transformSync(text, { loader: 'ts', legalComments: 'none' }).code).toBe(''),
}

describe.each(Object.entries(payloads))('%s', (_, payload) => {
  const crd = everywhere(payload)
  const shown = holding(payload, crd)
  test.each([...formats])('as %s', (format) => {
    for (const short of [false, true]) {
      const text = output(crd, format, { short, shown })
      expect(text).not.toMatch(acting)
      expect(text.isWellFormed()).toBe(true)
      laws[format](text)
    }
  })
  test('says the same as JSON and as YAML', () => {
    expect(load(output(crd, 'yaml', { shown }))).toEqual(JSON.parse(output(crd, 'json', { shown })))
  })
  test('in versions', () => {
    const answer = explainVersions([crd], 'things')
    if ('error' in answer) throw new Error(answer.error)
    for (const text of [renderVersions(answer.doc, { style: plainStyle }), renderJSON(versionComparison(answer.doc))]) {
      expect(text).not.toMatch(acting)
      expect(text).not.toMatch(/^FORGED/m)
    }
  })
  test('in what is said of a field that is not there', () => {
    const answer = explain([crd], 'things.spec.none')
    if (!('error' in answer)) throw new Error('there is one')
    for (const text of [answer.error, ...answer.hints]) expect(text).not.toMatch(/(?=\n)|\t/)
    expect(answer.hints.join('')).not.toMatch(acting)
  })
})

test('one megabyte of text takes little time in any format, and little paper on a terminal', () => {
  const long = 'x'.repeat(1_000_000)
  const spec = {
    type: 'object',
    properties: {
      word: { type: 'string', description: long },
      words: { type: 'string', description: 'word '.repeat(200_000) },
      marks: { type: 'string', description: '`*[<'.repeat(250_000) },
      lines: { type: 'string', description: '- a\n'.repeat(250_000) },
      fences: { type: 'string', description: '```\n'.repeat(250_000) },
      addresses: { type: 'string', description: 'https://'.repeat(125_000) },
      [long]: { type: 'string' },
      value: { type: 'string', default: long, enum: [long, 'b'], pattern: long },
      rule: { type: 'string', 'x-kubernetes-validations': [{ rule: `self == "${long}"`, message: long }] },
    },
  }
  const crd = crdOf(spec)
  for (const format of formats) {
    const start = performance.now()
    const { length } = output(crd, format, { path: 'th' })
    // Far from what a loop within a loop would take.
    expect(performance.now() - start).toBeLessThan(10_000)
    if (format === 'plaintext') expect(length).toBeLessThan(100_000)
  }
}, 60_000)

test('html has a policy that lets only its own script run', () => {
  expect(output(everywhere('x'), 'html')).toContain('script-src &#39;sha256-hash&#39;')
  expect(output(everywhere('x'), 'html')).toContain('default-src &#39;none&#39;')
})

test('a line is not broken by wide characters', () => {
  const description = `${'日本語'.repeat(5)} `.repeat(20)
  const crd = crdOf({ type: 'object', properties: { a: { type: 'string', description } } })
  for (const line of output(crd, 'plaintext', { path: 'th.spec.a' }).split('\n'))
    expect(line.length).toBeLessThanOrEqual(40)
})
