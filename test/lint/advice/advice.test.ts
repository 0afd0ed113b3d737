import { describe, expect, test } from '@jest/globals'
import { adviseCRD } from '../../../src/lint/advice/advise.ts'
import { adviceDocs } from '../../../src/lint/advice/docs.ts'
import { adviceRules } from '../../../src/lint/advice/index.ts'
import { validateCRDCreate } from '../../../src/lint/server/validate.ts'
import type { AdviceChoice } from '../../../src/model/advice-choice.ts'
import { locate } from '../../../src/model/path.ts'
import { read } from '../server/read.ts'

const serverVersion = { minor: 36 }
const all: AdviceChoice = { level: 'all', on: new Set(), off: new Set() }
const options = { serverVersion, choice: all }

/** A CRD around one version. */
function crd(version: string) {
  return read(`apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: foos, kind: Foo}
  versions:
  - name: v1
    served: true
    storage: true
${version.trim().replace(/^/gm, '    ')}
`)
}

function schema(properties: string) {
  return crd(
    `schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {${properties}}}}}}`,
  )
}

/** What a rule says about a CRD, and where. */
function advice(code: string, document: ReturnType<typeof crd>) {
  return adviseCRD(document, options)
    .filter((finding) => finding.code === code)
    .map(({ field, message, hint }) =>
      [field.replace(/.*properties\.spec\.properties\./, ''), message, hint ?? ''].join(' | '),
    )
}

describe.each(adviceRules.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  test('says what is wrong with its bad example, which the server accepts', () => {
    const document = crd(rule.bad)
    expect(validateCRDCreate(document, options)).toEqual([])
    const found = adviseCRD(document, options).filter((finding) => finding.code === code)
    expect(found).not.toEqual([])
    for (const { path } of found) expect(locate(document.root!, path, document.range).exact).toBe(true)
  })
  test('says nothing about its good example', () => {
    const document = crd(rule.good)
    expect(validateCRDCreate(document, options)).toEqual([])
    expect(adviseCRD(document, options).filter((finding) => finding.code === code)).toEqual([])
  })
  test('is said when it is asked for, and by default unless it is noise to most', () => {
    const says = (choice: Partial<AdviceChoice>) =>
      adviseCRD(crd(rule.bad), { serverVersion, choice: { ...all, ...choice } }).some((found) => found.code === code)
    expect(says({ level: 'usual' })).toBe(!rule.onRequest)
    expect(says({ level: 'none' })).toBe(false)
    expect(says({ level: 'none', on: new Set([code]) })).toBe(true)
  })
  test('can be switched off', () => {
    const found = adviseCRD(crd(rule.bad), { ...options, choice: { ...all, off: new Set([code]) } })
    expect(found.filter((finding) => finding.code === code)).toEqual([])
  })
})

test('codes are in order, used once, and documented', () => {
  const codes = adviceRules.map(({ code }) => code)
  expect(codes).toEqual([...new Set(codes)].sort())
  expect(adviceDocs.map(({ code }) => code)).toEqual(codes)
  expect(adviceDocs.every(({ text, bad, good }) => text !== '' && bad !== '' && good !== '')).toBe(true)
})

test.each([
  [
    'CRD0301',
    'a: {type: array, items: {type: string, readOnly: true}}',
    ['a.items.readOnly | the API server does not know readOnly here and drops it in silence | '],
  ],
  [
    'CRD0302',
    'a: {type: integer, maximum: 9223372036854775807}, b: {type: integer, maximum: 2147483648}, c: {type: integer, format: int32, maximum: 2147483648}',
    [
      'a.maximum | no value can pass on Kubernetes 1.36: maximum 9223372036854775807 is no int64 | the API server rounds bounds to float64: this one is out of range',
      'c.maximum | no value can pass on Kubernetes 1.36: maximum 2147483648 is no int32 | ',
    ],
  ],
  [
    'CRD0303',
    'a: {type: string, maxLength: -1}, b: {type: integer, minimum: 1, maximum: 1}, c: {type: integer, minimum: 1, maximum: 1, exclusiveMaximum: true}',
    [
      'a.maxLength | no value can pass: maxLength is -1 | ',
      'c.maximum | no value can pass: minimum is 1, maximum is 1, exclusive | ',
    ],
  ],
  [
    'CRD0304',
    'a: {type: array, items: {type: object, properties: {name: {type: string}}}}',
    [
      'a | the list a has no x-kubernetes-list-type: whoever applies an item owns all of it | x-kubernetes-list-type: map with x-kubernetes-list-map-keys: [name], if name is unique',
    ],
  ],
  [
    'CRD0309',
    "a: {type: object, additionalProperties: {type: string, x-kubernetes-validations: [{rule: 'true'}]}}, b: {type: string}",
    [
      'a.additionalProperties | values of a has no maxLength, and a rule runs over it | ',
      'a | a has no maxProperties, and rules run for all it holds | ',
    ],
  ],
  [
    'CRD0309',
    "a: {type: object, properties: {l: {type: array, items: {type: string}}, m: {type: array, items: {type: string}}}, x-kubernetes-validations: [{rule: 'self.l.size() < 3'}]}",
    ['a.properties.l | l has no maxItems, and a rule reads it | '],
  ],
  [
    'CRD0310',
    "a: {type: string, pattern: '[[:alpha:]]'}, b: {type: string, pattern: '^(a|b)\\\\d{1,3}[^\\\\]]$'}, c: {type: string, pattern: '(?P<n>a)'}, d: {type: string, pattern: '\\pL'}, e: {type: string, pattern: '(?:a)'}",
    [
      'a.pattern | the pattern is RE2 only: POSIX classes, such as [[:alpha:]] | ',
      'c.pattern | the pattern is RE2 only: JavaScript writes named groups (?<name>…) | ',
      'd.pattern | the pattern is RE2 only: \\pL without braces | ',
    ],
  ],
  [
    'CRD0311',
    'a: {type: object, required: [b], additionalProperties: {type: string}}, c: {type: object, required: [d], x-kubernetes-preserve-unknown-fields: true}',
    [],
  ],
  [
    'CRD0312',
    'a: {type: object, additionalProperties: {type: integer, default: x}}',
    [
      'a.additionalProperties.default | the default is not valid: Invalid value: "string":  in body must be of type integer: "string" | ',
    ],
  ],
])('%s: %s', (code, properties, expected) => {
  expect(advice(code, schema(properties))).toEqual(expected)
})

test('a CRD that the server refuses is advised too', () => {
  const document = schema('a: {type: foo}, b: {type: boolean}')
  expect(advice('CRD0307', document)).toHaveLength(1)
})

test('a property without a name is looked for in no rule', () => {
  const rules = "x-kubernetes-validations: [{rule: 'self.l.all(x, x.size() > 1)'}]"
  const list = '{type: array, items: {type: string}}'
  const document = schema(`o: {type: object, ${rules}, properties: {l: ${list}, '': ${list}}}`)
  expect(advice('CRD0309', document)).toHaveLength(1)
})
