import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../src/cli/exit.ts'
import { parseWords } from '../../src/cli/parse-words.ts'
import { definition as explain } from '../../src/commands/explain.ts'
import { definition as validate } from '../../src/commands/validate.ts'

describe('what does not fit is said with a way on', () => {
  test.each<[words: string[], message: RegExp]>([
    [['--crd', 'x'], /^unknown flag: --crd$/],
    [['--no-such-flag-at-all'], /^unknown flag: --no-such-flag-at-all$/],
    [['-Z'], /^unknown flag: -Z$/],
    [['-f'], /expects a value/],
    [['-o', 'xml', '-f', 'a'], /expected/i],
    [['--recursive=maybe'], /^--recursive is true or false, not "maybe"$/],
    [['-R='], /^-R is true or false, not ""$/],
    [['-Rz'], /^unknown flag: -z$/],
    [['--toString'], /^unknown flag: --toString$/],
  ])('%j', async (words, message) => {
    const said = await parseWords(words, validate).catch((error: unknown) => error)
    expect(said).toBeInstanceOf(UserError)
    expect((said as UserError).message).toMatch(message)
    expect((said as UserError).hint).toBeDefined()
  })
})

test.each<[words: string[], filename: unknown]>([
  [
    ['-f', 'a', '-f', 'b'],
    ['a', 'b'],
  ],
  [['-f=a'], ['a']],
  [['--filename=a'], ['a']],
  [['-f', '-'], ['-']],
])('%j', async (words, filename) => {
  expect((await parseWords(words, validate)).flags.filename).toEqual(filename)
})

test.each<[words: string[], recursive: unknown, quiet: unknown, argv: string[]]>([
  [['-R', 'a'], true, undefined, ['a']],
  [['--recursive=true', 'a'], true, undefined, ['a']],
  [['--recursive=false', 'a'], false, undefined, ['a']],
  [['--recursive', 'a', '--recursive=F'], false, undefined, ['a']],
  [['--recursive=0', 'a', '-R'], true, undefined, ['a']],
  [['-R=false', '-q=T', 'a'], false, true, ['a']],
  [['-Rq', 'a'], true, true, ['a']],
  [['-Rqf', 'x', 'a'], true, true, ['a']],
  [['-f', 'x', '--', '-R'], undefined, undefined, ['-R']],
])('switches: %j', async (words, recursive, quiet, argv) => {
  const parsed = await parseWords(words, validate)
  const { recursive: isRecursive, quiet: isQuiet } = parsed.flags
  expect([isRecursive, isQuiet, parsed.argv]).toEqual([recursive, quiet, argv])
})

test.each([
  ['0', '--max-depth: expected an integer greater than or equal to 1 but received: 0'],
  ['foo', '--max-depth: expected an integer but received: foo'],
  ['=-1', '--max-depth: expected an integer but received: =-1'],
])('--max-depth %s: the reason is said', async (value, message) => {
  await expect(parseWords(['--max-depth', value], explain)).rejects.toThrow(message)
})
