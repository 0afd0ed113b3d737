import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../src/cli/exit.ts'
import { parseWords } from '../../src/cli/parse-words.ts'
import { definition as validate } from '../../src/commands/validate.ts'

describe('what does not fit is said with a way on', () => {
  test.each<[words: string[], message: RegExp]>([
    [['--crd', 'x'], /^unknown flag: --crd$/],
    [['--no-such-flag-at-all'], /^unknown flag: --no-such-flag-at-all$/],
    [['-Z'], /^unknown flag: -Z$/],
    [['-f'], /expects a value/],
    [['-o', 'xml', '-f', 'a'], /expected/i],
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
