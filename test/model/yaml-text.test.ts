import { describe, expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import { fromPlain, type Value } from '../../src/model/value.ts'
import { yamlText } from '../../src/model/yaml-text.ts'

const texts = [
  ...['', ' ', 'a', 'a b', 'a: b', 'a:b', 'a #b', '#a', '- a', '-a', 'a:', 'x ', ' x', '...', '---', '--- a'],
  ...[
    'true',
    'True',
    'y',
    'N',
    'on',
    'null',
    '~',
    '.nan',
    'inf',
    '0777',
    '1e3',
    '0x1F',
    '1_000',
    '190:20:30',
    '=',
    '<<',
  ],
  ...[
    '2001-01-01',
    '2001-01-01T00:00:00Z',
    '1.5',
    '-1',
    '+1',
    '.5',
    '@a',
    '`a',
    '*a',
    '&a',
    '!a',
    '%a',
    '{a',
    '[a',
    "'a'",
  ],
  ...[
    'a\nb',
    'a\nb\n',
    'a\n\n',
    '\na',
    'a\n\nb',
    'a\n b\nc',
    'a\tb',
    'a\nb\tc',
    'a\r\nb',
    '"a"',
    'a\\b',
    'é',
    '名前\nb',
  ],
  ...[
    '\u2028',
    '\u0085',
    '\u0007',
    '\ud83d\ude00',
    'x'.repeat(300),
    'a, b',
    'a]',
    'a}',
    'a\nb: c\n',
    '|',
    '>',
    'a\n---\nb',
  ],
]

function readBack(value: Value): unknown {
  const text = yamlText(fromPlain({ apiVersion: 'v1', kind: 'X', value: value as unknown }))
  const [document] = readManifests({ name: '', text })
  expect(document?.findings).toEqual([])
  return JSON.parse(JSON.stringify((document!.root as Record<string, unknown>).value))
}

describe('what is written reads back the same', () => {
  test.each(texts)('%j', (text) => {
    const value = fromPlain({ [text]: text, list: [text, [text], { [text]: [text] }], map: { a: { b: text } } })
    expect(readBack(value)).toEqual(JSON.parse(JSON.stringify(value)))
  })
  test('numbers, empty containers, null', () => {
    const value = fromPlain([1, -2.5, 1e21, true, null, [], {}, [[]], [{}], { a: [] }])
    expect(readBack(value)).toEqual(JSON.parse(JSON.stringify(value)))
  })
  test('what is very deep', () => {
    let value: Value = 'x'
    for (let i = 0; i < 900; i++) value = i % 2 ? [value] : fromPlain({ a: value })
    expect(readBack(value)).toEqual(JSON.parse(JSON.stringify(value)))
  })
})

test('as kubectl prints it', () => {
  const object = {
    kind: 'Foo',
    apiVersion: 'a/v1',
    spec: { ports: [{ name: 'a', port: 80 }], on: 'yes', script: 'a\nb\n' },
  }
  expect(yamlText(fromPlain(object))).toBe(`apiVersion: a/v1
kind: Foo
spec:
  "on": "yes"
  ports:
  - name: a
    port: 80
  script: |
    a
    b
`)
})

test('an int64 stays exact', () => {
  expect(yamlText({ a: 9007199254740993n } as unknown as Value)).toBe('a: 9007199254740993\n')
})
