import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../src/cli/exit.ts'
import { inputPaths, serverVersion, stdinOnce } from '../../src/cli/inputs.ts'

test.each<[flag: string[] | undefined, argv: string[], expected: string[]]>([
  [undefined, [], []],
  [['a,b', 'c'], ['d,e'], ['a', 'b', 'c', 'd,e']],
  [['https://example.com/a,b.yaml', '-'], [], ['https://example.com/a,b.yaml', '-']],
  [['a,,b,'], [''], ['a', 'b']],
  [['{a,b}.yaml,c', 'd/{e,{f,g}}/*,h'], [], ['{a,b}.yaml', 'c', 'd/{e,{f,g}}/*', 'h']],
  [['a{,b', 'a},b'], [], ['a{', 'b', 'a}', 'b']],
])('-f %j and %j', (filename, argv, expected) => {
  expect(inputPaths({ filename }, argv)).toEqual(expected)
})

test('standard input can be named once', () => {
  expect(() => stdinOnce(['-', 'a'])).not.toThrow()
  expect(() => stdinOnce(['-', 'a', '-'])).toThrow(UserError)
})

describe('--kube-version', () => {
  test.each<[text: string | undefined, minor: number]>([
    [undefined, 36],
    ['1.30', 30],
    ['v1.34', 34],
    ['v1.34.2', 34],
  ])('%s is 1.%i', (text, minor) => {
    expect(serverVersion(text)).toEqual({ minor })
  })
  test.each(['2', '1', '1.x', '1.29', '1.99', '1.34-alpha', ''])('%j is refused', (text) => {
    expect(() => serverVersion(text)).toThrow(UserError)
  })
})
