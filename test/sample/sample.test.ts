import { describe, expect, test } from '@jest/globals'
import { sample } from '../../src/sample/sample.ts'
import { sampleValue } from '../../src/sample/sample-value.ts'
import type { Shape } from '../../src/sample/solving.ts'
import { crdOf, schemaOf } from './crd-of.ts'

describe('values', () => {
  test.each<[string, object, Shape, unknown]>([
    ['the default first', { type: 'string', default: 'd', enum: ['a', 'd'] }, 'minimal', 'd'],
    ['then the example', { type: 'string', example: 'e', enum: ['a', 'e'] }, 'minimal', 'e'],
    ['then what is listed', { type: 'string', enum: ['b', 'a'] }, 'minimal', 'b'],
    ['text reads like its field', { type: 'string' }, 'minimal', 'some-field'],
    ['not longer than it may be', { type: 'string', maxLength: 4 }, 'minimal', 'some'],
    ['as long as it must be', { type: 'string', minLength: 12 }, 'minimal', 'some-field-s'],
    ['a pattern and a length', { type: 'string', pattern: '^x+$', minLength: 3 }, 'minimal', 'xxx'],
    ['two patterns', { type: 'string', pattern: '^[a-m]+$', allOf: [{ pattern: '^[k-z]{2,}$' }] }, 'minimal', 'kk'],
    ['a format', { type: 'string', format: 'ipv4' }, 'minimal', '10.0.0.1'],
    ['a format with a pattern', { type: 'string', format: 'date', pattern: '-09-' }, 'minimal', '2011-09-11'],
    ['numbers beyond a bound', { type: 'integer', minimum: 5, exclusiveMinimum: true }, 'minimal', 6],
    ['multiples', { type: 'integer', minimum: 10, multipleOf: 4 }, 'minimal', 12],
    [
      'fractions',
      { type: 'number', minimum: 0, maximum: 1, exclusiveMinimum: true, exclusiveMaximum: true },
      'minimal',
      0.5,
    ],
    ['number or text', { 'x-kubernetes-int-or-string': true, pattern: '%$' }, 'minimal', 1],
    ['what is forbidden', { type: 'string', enum: ['a', 'b'], not: { enum: ['a'] } }, 'minimal', 'b'],
    ['an empty list', { type: 'array', items: { type: 'string' } }, 'minimal', []],
    [
      'a set',
      { type: 'array', items: { type: 'string' }, minItems: 2, 'x-kubernetes-list-type': 'set' },
      'minimal',
      ['some-field', 'some-field-2'],
    ],
    ['a map', { type: 'object', additionalProperties: { type: 'integer' } }, 'full', { key: 1 }],
    [
      'so many entries',
      { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 2 },
      'minimal',
      { key: 1, 'key-2': 1 },
    ],
    [
      'one alternative and not the others',
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        oneOf: [{ required: ['a'] }, { required: ['b'] }],
      },
      'full',
      { a: 'a' },
    ],
    [
      'an embedded resource',
      { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
      'minimal',
      { apiVersion: 'v1', kind: 'ConfigMap' },
    ],
  ])('%s', (_, schema, shape, expected) => {
    const { value, unsolved } = sampleValue(schemaOf(schema), { shape, name: 'someField' })
    expect({ value, unsolved }).toEqual({ value: expected, unsolved: [] })
  })

  test('what contradicts itself is said', () => {
    const { unsolved } = sampleValue(schemaOf({ type: 'integer', minimum: 2, maximum: 1 }), { shape: 'minimal' })
    expect(unsolved.map(({ code }) => code)).toEqual(['CRD0103'])
  })

  test('what is set stands, and the rest is made for it', () => {
    const item = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, n: { type: 'integer' } },
    }
    const list = { type: 'array', items: item, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] }
    const schema = schemaOf({ type: 'object', properties: { list } })
    const set = [{ path: ['list', 1, 'n'], value: 5 }]
    expect(sampleValue(schema, { shape: 'minimal', set }).value).toEqual({
      list: [{ name: 'example' }, { name: 'example-2', n: 5 }],
    })
  })
})

describe('resources', () => {
  const crd = crdOf({
    type: 'object',
    required: ['spec'],
    properties: {
      spec: {
        type: 'object',
        required: ['size', 'mode'],
        properties: {
          size: { type: 'integer' },
          mode: { type: 'string', default: 'fast' },
          note: { type: 'string' },
        },
      },
      status: { type: 'object', default: {}, properties: { ready: { type: 'boolean' } } },
    },
  })
  const head = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'thing-sample' } }
  test.each<[Shape, object]>([
    ['minimal', { ...head, spec: { size: 1 } }],
    ['usual', { ...head, spec: { size: 1, mode: 'fast' } }],
    ['full', { ...head, spec: { size: 1, mode: 'fast', note: 'note' } }],
  ])('%s', (shape, object) => expect(sample(crd, 'v1', { shape })).toEqual({ object, unsolved: [] }))

  test('what is set wrongly is said', () => {
    const set = [{ path: ['spec', 'size'], value: 'x' }]
    const { object, unsolved } = sample(crd, 'v1', { shape: 'minimal', set, name: 'n', namespace: 'ns' })
    expect(object).toEqual({ ...head, metadata: { name: 'n', namespace: 'ns' }, spec: { size: 'x' } })
    expect(unsolved.map(({ field }) => field)).toEqual(['spec.size'])
  })
})
