import { describe, expect, test } from '@jest/globals'
import { readManifests } from '../../src/manifest/read.ts'
import { marshal } from '../../src/model/go/json.ts'
import { locate, type Path } from '../../src/model/path.ts'
import { isDict, isList, span, type Value } from '../../src/model/value.ts'
import { seeded } from '../conformance/mutate/random.ts'
import { generate } from '../conformance/yaml/generate.ts'

const read = (text: string) => readManifests({ name: 'test.yaml', text })

describe('a value stands', () => {
  const at = (text: string, path: Path) => {
    const document = read(text).at(-1)!
    const { value } = locate(document.root!, path, document.range)
    return [value.start, text.slice(value.start, value.end)]
  }

  test.each<[string, Path, number, string]>([
    ['a:\nb: 1\n', ['a'], 2, ''],
    ['a: # none\nb: 1\n', ['a'], 2, ''],
    ['a:\n  -\n  - x\n', ['a', 0], 6, ''],
    ['a: {b, c: }\n', ['a', 'b'], 5, ''],
    ['a: &x\nb: 1\n', ['a'], 5, ''],
    ['a: !!str 12\n', ['a'], 9, '12'],
    ['a: "x"  # y\n', ['a'], 3, '"x"'],
    ['a: |  # c | d\n  x\n\n  y\n\nb: 1\n', ['a'], 3, '|  # c | d\n  x\n\n  y'],
    ['a: >+\n  x\n\nb: 1\n', ['a'], 3, '>+\n  x\n\n'],
    ['a: |-\nb: 1\n', ['a'], 3, '|-'],
    ['a: # |\n  |\n  x\n', ['a'], 9, '|\n  x'],
    ['a: [1, 2 # ]\n ]\n', ['a'], 3, '[1, 2 # ]\n ]'],
    ['a: {b: [c]}  # }\n', ['a'], 3, '{b: [c]}'],
    ['a: [b: c]\n', ['a', 0], 4, 'b: c'],
    ['a: &x {b: 1}\nc: *x\n', ['c'], 16, '*x'],
    ['a: &x {b: 1}\nc: *x\n', ['c', 'b'], 10, '1'],
    ['a: &x {b: 1}\nc: {<<: *x}\n', ['c', 'b'], 10, '1'],
    ['\ufeffa: 1\r\n---\r\nb:\r\n  c: "é😀"\r\n  d: x\r\n', ['b', 'd'], 33, 'x'],
    ['{"a": [1, {"b": null}]}', ['a', 1, 'b'], 16, 'null'],
    ['a: "x\ny"\nb: 1\n', ['a'], 3, '"x\ny"'],
    ['k: {\n"a": 1\n}\n', ['k', 'a'], 10, '1'],
  ])('%j %j', (text, path, start, slice) => {
    expect(at(text, path)).toEqual([start, slice])
  })

  test('and its key, in the second of two documents', () => {
    const text = 'a: 1\n---\n"b c" : {d: 1}\n'
    const { root, range } = read(text)[1]!
    expect(locate(root!, ['b c'], range).key).toEqual({ start: 9, end: 17 })
    expect(range).toEqual({ start: 9, end: text.length - 1 })
  })
})

/** Read alone, the part of the text where a value stands says the same. */
function check(text: string, value: Value, start: number, end: number): number {
  const slice = text.slice(start, end)
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\ufeff', start - 1)) + 1
  let checked = 0
  // A tag before it, an alias in it and an indicator that counts from what is around it belong to the rest of the text.
  if (!/[!&]\S*\s*$/.test(text.slice(lineStart, start)) && !/\*[\w-]|[!&]\w|^[|>][-+]?\d/.test(slice)) {
    const column = start - lineStart
    const isBlock = !/^[[{]/.test(slice) && typeof value === 'object' && value !== null
    const isTop = isBlock && isDict(value) && column === 0
    const alone = isTop
      ? slice
      : `k:${isBlock ? `\n${' '.repeat(column)}` : ' '}${slice}${slice.endsWith('\n') ? '' : '\n'}`
    const root = read(alone)[0]?.root
    const again = isTop ? root : isDict(root) ? root.k : undefined
    const found = again === undefined ? undefined : marshal(again)
    expect({ text, alone, value: found }).toEqual({ text, alone, value: marshal(value) })
    checked++
  }
  if (isDict(value)) {
    const { keys, at } = value[span]!
    for (const key of Object.keys(value)) {
      const i = keys.lastIndexOf(key)
      expect(at[3 * i]).toBeLessThanOrEqual(at[3 * i + 1]!)
      checked += check(text, value[key]!, at[3 * i + 1]!, at[3 * i + 2]!)
    }
  } else if (isList(value)) {
    const at = value[span]!
    expect(at.length).toBe(2 * value.length)
    value.forEach((item, i) => {
      checked += check(text, item, at[2 * i]!, at[2 * i + 1]!)
    })
  }
  return checked
}

test('every place that is recorded holds its value', () => {
  const random = seeded(7)
  let checked = 0
  for (let i = 0; i < 800; i++) {
    const text = generate(random)
    // Of what stands in two places, by aliases and merge keys, only one has the text.
    if (/\*|<<|[xy]: *&/.test(text)) continue
    for (const { root, range } of read(text))
      if (root !== undefined) checked += check(text, root, range.start, range.end)
  }
  expect(checked).toBeGreaterThan(800)
})
