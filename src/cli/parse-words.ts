import { parse } from '@oclif/core/parser'
import { nearest } from '../model/nearest.ts'
import type { CommandDefinition } from './command.ts'
import { UserError } from './exit.ts'

/** Flags and arguments of a command; what does not fit is a {@link UserError}. */
export async function parseWords(
  words: readonly string[],
  definition: CommandDefinition,
): Promise<{ flags: Readonly<Record<string, unknown>>; argv: readonly string[] }> {
  const switches = new Switches(definition)
  const rest = switches.take(words)
  try {
    const { flags, argv } = await parse(rest, { flags: definition.flags, args: definition.args, strict: false })
    return { flags: { ...flags, ...switches.values }, argv: argv as string[] }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new UserError(sentence(text), `see kubectl crd ${definition.name} --help`)
  }
}

/**
 * Takes the flags without value out of the words, as `--flag`, `--flag=false` and `-f`, since the parser knows only
 * `--flag`; the last one counts. Flags that are unknown are said here too: the parser takes them for arguments.
 */
class Switches {
  readonly values: Record<string, boolean> = {}
  readonly #command: CommandDefinition
  readonly #chars: ReadonlyMap<string, string>

  constructor(command: CommandDefinition) {
    this.#command = command
    const flags = Object.entries(command.flags)
    this.#chars = new Map(flags.flatMap(([flag, { char }]) => (char ? [[char as string, flag] as const] : [])))
  }

  /** @returns the words that are left to the parser */
  take(words: readonly string[]): string[] {
    const rest: string[] = []
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!
      if (word === '--') return [...rest, ...words.slice(i)]
      const isFlag = word.startsWith('-') && word !== '-'
      const option = isFlag ? (word.startsWith('--') ? this.#long(word) : this.#short(word)) : { word, open: false }
      if (!option) continue
      rest.push(option.word)
      // Whatever follows is the value.
      if (option.open && i + 1 < words.length) rest.push(words[++i]!)
    }
    return rest
  }

  #long(word: string): Option | undefined {
    const [, name, , value] = /^--([^=]*)(=(.*))?$/s.exec(word) as string[] as [string, string, string?, string?]
    const { flags } = this.#command
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
    if (!flag) throw this.#unknown(`--${name}`)
    if (flag.type === 'option') return { word, open: value === undefined }
    this.values[name] = truth(`--${name}`, value)
    return undefined
  }

  /** `-R`, `-Rq`, `-q=false`, and behind those one with a value: `-qf crd.yaml`, `-qfcrd.yaml`. */
  #short(word: string): Option | undefined {
    for (let at = 1; at < word.length; at++) {
      const char = word[at]!
      const name = this.#chars.get(char)
      if (name === undefined) throw this.#unknown(at === 1 ? word.split('=', 1)[0]! : `-${char}`)
      if (this.#command.flags[name]!.type === 'option')
        return { word: `-${word.slice(at)}`, open: at + 1 === word.length }
      const value = word[at + 1] === '=' ? word.slice(at + 2) : undefined
      this.values[name] = truth(`-${char}`, value)
      if (value !== undefined) return undefined
    }
    return undefined
  }

  #unknown(given: string): UserError {
    const { name, flags } = this.#command
    const [close] = nearest(given.replace(/^-+/, ''), Object.keys(flags), 1)
    const hint = close === undefined ? `see kubectl crd ${name} --help` : `did you mean --${close}?`
    return new UserError(`unknown flag: ${given}`, hint)
  }
}

/** A flag that takes a value, which is the next word when `open`. */
interface Option {
  word: string
  open: boolean
}

/** Upstream: strconv.ParseBool, which kubectl's flags go through. */
function truth(flag: string, value: string | undefined): boolean {
  if (value === undefined || /^(?:1|t|T|true|TRUE|True)$/.test(value)) return true
  if (/^(?:0|f|F|false|FALSE|False)$/.test(value)) return false
  throw new UserError(`${flag} is true or false, not ${JSON.stringify(value)}`, `write ${flag}, or ${flag}=false`)
}

/** What the parser says, in our way. */
function sentence(text: string): string {
  const said = text.replace(/\nSee more help with --help$/, '')
  const [, flag, why] = /^Parsing (--\S+) \n\t(.*)$/s.exec(said) ?? []
  return flag === undefined ? lowerFirst(said) : `${flag}: ${lowerFirst(why!)}`
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
