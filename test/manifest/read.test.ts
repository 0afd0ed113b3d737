import { describe, expect, test } from '@jest/globals'
import { maxDepth, readManifests } from '../../src/manifest/read.ts'
import { marshal } from '../../src/model/go/json.ts'
import { locate } from '../../src/model/path.ts'
import { Float, isDict, isList, span, type Value } from '../../src/model/value.ts'

const read = (text: string) => readManifests({ name: 'test.yaml', text })
const json = (text: string) => read(text).map(({ root }) => root && marshal(root))

describe('scalars, as kubectl reads them', () => {
  test.each([
    ['yes', 'true'],
    ['NO', 'false'],
    ['on', 'true'],
    ['y', 'true'],
    ['0777', '511'],
    ['0o17', '15'],
    ['0b11', '3'],
    ['1:30', '"1:30"'],
    ['2001-01-01', '"2001-01-01"'],
    ['1_000', '1000'],
    ['1e3', '1000'],
    ['1e400', '"1e400"'],
    ['1.0', '1'],
    ['08', '8'],
    ['9223372036854775807', '9223372036854775807'],
    ['9007199254740993', '9007199254740993'],
    ['9223372036854775808', '9223372036854776000'],
    ['"yes"', '"yes"'],
    ['~', 'null'],
    ['', 'null'],
    ['!!str 5', '"5"'],
    ['!!binary aGk=', '"hi"'],
    ['- x', undefined],
  ])('%s is %s', (text, expected) => {
    expect(json(`a: ${text}`)).toEqual([expected && `{"a":${expected}}`])
  })

  test.each([
    ['on', 'true'],
    ['1.10', '1.1'],
    ['0x10', '16'],
    ['"1.10"', '1.10'],
  ])('the key %s is %s', (key, expected) => {
    expect(json(`${key}: x`)).toEqual([`{"${expected}":"x"}`])
  })

  test.each(['null: x', '~: x', '? [a]\n: x', 'a: .inf', 'a: .nan', 'a: "\\/"', '%YAML 1.2\n---\na: 1', 'a:\n\tb: 1'])(
    '%j is refused',
    (text) => {
      expect(read(text)[0]!.findings[0]).toMatchObject({ code: 'CRD0001', severity: 'error' })
    },
  )
})

describe('streams', () => {
  test('several documents, empty ones not counted, comments behind separators', () => {
    const documents = read('---\na: 1\n--- # two\n# nothing\n---\nb: 2\n')
    expect(documents.map(({ index, root }) => [index, marshal(root!)])).toEqual([
      [0, '{"a":1}'],
      [1, '{"b":2}'],
    ])
  })

  test('one that cannot be read does not stop the others', () => {
    const documents = read('a: 1\n---\na: b: c\n---\nb: 2\n')
    expect(documents.map(({ root }) => root !== undefined)).toEqual([true, false, true])
    expect(documents[1]!.findings[0]).toMatchObject({
      code: 'CRD0001',
      hint: 'a value that contains ": " must be quoted',
    })
  })

  test('text behind a separator is an error of its own', () => {
    const documents = read('a: 1\n--- text\nb: 2\n')
    expect(documents.map(({ findings }) => findings.map(({ message }) => message))).toEqual([
      [],
      ['invalid Yaml document separator: text'],
    ])
  })

  test('JSON, several in a row', () => {
    expect(json('{"a": 1.0}\n{"b": 9007199254740993, "c": "\\ud800"}')).toEqual([
      '{"a":1}',
      '{"b":9007199254740993,"c":"\ufffd"}',
    ])
  })

  test('raw JSON keeps what the server tells apart', () => {
    const [document] = readManifests({ name: 'x', text: '{"a": 1.0, "b": 1e3, "c": 1}' }, { raw: true })
    expect(document!.root).toMatchObject({ a: new Float(1), b: new Float(1000), c: 1 })
  })

  test('lists are expanded, items without a kind get the list’s', () => {
    const documents = read(
      'apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n- apiVersion: x/v1\n  kind: Foo\n',
    )
    expect(documents.map(({ index, item, root }) => [index, item, isDict(root) && root.kind])).toEqual([
      [0, 0, 'Pod'],
      [0, 1, 'Foo'],
    ])
  })

  test('no object', () => {
    expect(read('- a\n')[0]!.findings[0]).toMatchObject({ code: 'CRD0003' })
  })

  test('BOM and CRLF', () => {
    expect(json('\ufeffa: 1\r\nb:\r\n  c: x\r\n---\r\nd: 2\r\n')).toEqual(['{"a":1,"b":{"c":"x"}}', '{"d":2}'])
  })
})

describe('places', () => {
  const text = '# first\nkind: A\n---\nkind: B\nspec:\n  list: [1, "two", {three: 3}]\n  text: |\n    lines\n'
  const document = read(text)[1]!
  const at = (...path: (string | number)[]) => {
    const { value, key, exact } = locate(document.root!, path, document.range)
    return { value: text.slice(value.start, value.end), key: key && text.slice(key.start, key.start + 4), exact }
  }

  test('of values and keys, in the text of the whole stream', () => {
    expect(at('kind')).toEqual({ value: 'B', key: 'kind', exact: true })
    expect(at('spec', 'list', 1)).toEqual({ value: '"two"', key: undefined, exact: true })
    expect(at('spec', 'list', 2, 'three')).toEqual({ value: '3', key: 'thre', exact: true })
    expect(at('spec', 'list').value).toBe('[1, "two", {three: 3}]')
  })

  test('of what is absent: its nearest ancestor', () => {
    expect(at('spec', 'nothing', 'here')).toMatchObject({ key: 'spec', exact: false })
  })

  test('every recorded place holds its value', () => {
    const check = (value: Value, source: string) => {
      if (isDict(value)) {
        value[span]!.keys.forEach((key, i) => {
          const [, start, end] = value[span]!.at.slice(3 * i) as [number, number, number]
          const item = value[key]!
          if (typeof item !== 'object' && typeof item !== 'string') expect(source.slice(start, end)).toBe(String(item))
          check(item, source)
        })
      } else if (isList(value)) for (const item of value) check(item, source)
    }
    const source = 'a: 1\nb: {c: 2, d: [3, 4, {e: true}]}\nf:\n- g: 5\n  h: null\n- 6\n'
    check(read(source)[0]!.root!, source)
    expect.hasAssertions()
  })
})

describe('keys', () => {
  test('a duplicate is found with both places; the last wins', () => {
    const text = 'a: 1\nb: {x: 1, x: 2}\na: 3\n'
    const document = read(text)[0]!
    expect(marshal(document.root!)).toBe('{"a":3,"b":{"x":2}}')
    expect(document.findings.map(({ position, related }) => [position, related![0]!.position])).toEqual([
      [
        { start: 15, end: 16 },
        { start: 9, end: 10 },
      ],
      [
        { start: 21, end: 22 },
        { start: 0, end: 1 },
      ],
    ])
    expect(read('{"a": 1, "a": 2}')[0]!.findings[0]).toMatchObject({ code: 'CRD0002' })
  })

  test.each<[text: string, fields: string[][]]>([
    ['metadata:\n  name: a\n  name: b\n', [['metadata.name']]],
    ['{"metadata": {"name": "a", "name": "b"}}', [['metadata.name']]],
    ['a: [{}, {b: {c: 1, c: 2}}]\n', [['a[1].b.c']]],
    ['a: [[1, {b: 1, b: 2, b: 3}]]\na: 4\n', [['a.b', 'a.b', 'a']]],
    ['a: {x: {z: 1, z: 2}}\na: {x: 3}\n', [['a.z', 'a']]],
    ['a: &b {x: 1, x: 2}\nc: {<<: *b, d: *b}\n', [['a.x']]],
    ['kind: List\nitems:\n- a: 1\n- b: {c: 1, c: 2}\n  b: 3\n', [[], ['b.c', 'b']]],
    ['kind: List\nkind: List\nitems:\n- a: 1\n', [['kind']]],
  ])('the field of a duplicate is its path in the object: %j', (text, fields) => {
    expect(read(text).map(({ findings }) => findings.map(({ field }) => field))).toEqual(fields)
  })

  test('merge keys, aliases', () => {
    expect(json('a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\nc: {q: 4, <<: *x}\nd: *x')).toEqual([
      '{"a":{"p":1,"q":2},"b":{"p":1,"q":3},"c":{"p":1,"q":2},"d":{"p":1,"q":2}}',
    ])
  })

  test('an aliased value is a copy: what changes one does not change the other', () => {
    const root = read('a: &x {p: 1}\nb: *x')[0]!.root
    if (!isDict(root) || !isDict(root.a)) throw new Error('no object')
    root.a.p = 2
    expect(marshal(root)).toBe('{"a":{"p":2},"b":{"p":1}}')
  })

  test('keys that JavaScript objects have are keys like others', () => {
    expect(json('__proto__: 1\nconstructor: 2\ntoString: {hasOwnProperty: 3}')).toEqual([
      '{"__proto__":1,"constructor":2,"toString":{"hasOwnProperty":3}}',
    ])
  })
})

describe('hostile texts end in a finding', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  for (let i = 0; i < 12; i++) {
    const [from, to] = [String.fromCharCode(97 + i), String.fromCharCode(98 + i)]
    bomb.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(', ')}]`)
  }
  test.each([
    ['an alias bomb', `${bomb.join('\n')}\n`],
    ['10,000 levels of blocks', Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['10,000 levels of flow', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['10,000 levels of JSON', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['an anchor in itself', 'a: &a [*a]'],
    ['control characters', 'a: \u0000\u0001'],
  ])('%s', (_, text) => {
    const [document] = read(text)
    expect(document!.root).toBeUndefined()
    expect(document!.findings[0]!.code).toBe('CRD0001')
  })

  test(`${maxDepth} levels can be read`, () => {
    const depth = maxDepth - 1
    expect(read(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)[0]!.findings).toEqual([])
  })
})
