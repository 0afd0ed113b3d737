import { parse } from '@oclif/core/parser'
import { nearest } from '../model/nearest.ts'
import type { CommandDefinition } from './command.ts'
import { UserError } from './exit.ts'

/** Flags and arguments of a command; what does not fit is a {@link UserError}. */
export async function parseWords(
  words: readonly string[],
  definition: CommandDefinition,
): Promise<{ flags: Readonly<Record<string, unknown>>; argv: readonly string[] }> {
  const unknown = unknownFlag(words, definition)
  if (unknown) throw unknown
  try {
    const { flags, argv } = await parse([...words], { flags: definition.flags, args: definition.args, strict: false })
    return { flags, argv: argv as string[] }
  } catch (error) {
    const text = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    throw new UserError(lowerFirst(text), `see kubectl crd ${definition.name} --help`)
  }
}

/** The parser takes words that look like unknown flags for arguments. */
function unknownFlag(words: readonly string[], { name, flags }: CommandDefinition): UserError | undefined {
  const chars = new Map(
    Object.entries(flags).flatMap(([flag, { char }]) => (char ? [[char as string, flag] as const] : [])),
  )
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word === '--') return undefined
    if (!word.startsWith('-') || word === '-') continue
    const [given] = word.split('=', 1) as [string]
    const flag = given.startsWith('--') ? given.slice(2) : chars.get(given[1]!)
    const known = flag !== undefined ? flags[flag] : undefined
    if (!known) {
      const [close] = nearest(given.replace(/^-+/, ''), Object.keys(flags), 1)
      return new UserError(
        `unknown flag: ${given}`,
        close === undefined ? `see kubectl crd ${name} --help` : `did you mean --${close}?`,
      )
    }
    const joined = word.includes('=') || (!given.startsWith('--') && word.length > 2)
    if (known.type === 'option' && !joined) i++
  }
  return undefined
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
