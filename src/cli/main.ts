import { ClusterError } from '../model/cluster-error.ts'
import { nearest } from '../model/nearest.ts'
import { printable, visible } from '../model/printable.ts'
import type { CommandEntry } from './command.ts'
import { exitCode, UserError } from './exit.ts'
import { ClosedPipe, type Terminal } from './terminal.ts'

/**
 * Runs `kubectl crd WORDS`.
 * @returns the exit code; never throws
 */
export async function main(
  words: readonly string[],
  table: readonly CommandEntry[],
  terminal: Terminal,
): Promise<number> {
  try {
    return await dispatch(words, table, terminal)
  } catch (error) {
    return reportFailure(error, terminal)
  }
}

/**
 * Says on standard error why a command could not do its work.
 * @returns the exit code
 */
export function reportFailure(error: unknown, terminal: Terminal): number {
  if (error instanceof ClosedPipe) return exitCode.closedPipe
  try {
    return report(error, terminal)
  } catch {
    return exitCode.bug
  }
}

async function dispatch(words: readonly string[], table: readonly CommandEntry[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    const { rootHelp } = await import('./help.ts')
    terminal.out(rootHelp(table))
    return exitCode.yes
  }
  if (name === 'help') return dispatch([rest[0]!, '--help'], table, terminal)
  if (name === '--version') return dispatch(['version'], table, terminal)
  const entry = table.find((candidate) => candidate.name === name)
  if (!entry) throw unknownCommand(name, table)
  const { definition } = await entry.load()
  const end = rest.indexOf('--')
  const flagWords = end < 0 ? rest : rest.slice(0, end)
  if (flagWords.includes('--help') || flagWords.includes('-h')) {
    const { commandHelp } = await import('./help.ts')
    terminal.out(commandHelp(definition))
    return exitCode.yes
  }
  const { parseWords } = await import('./parse-words.ts')
  const { flags, argv } = await parseWords(rest, definition)
  const { run } = await definition.load()
  return run({ flags, argv, terminal })
}

function unknownCommand(name: string, table: readonly CommandEntry[]): UserError {
  if (name.startsWith('-'))
    return new UserError(`unknown flag: ${name}`, 'flags come after the command; see kubectl crd --help')
  const [close] = nearest(
    name,
    table.map((entry) => entry.name),
    1,
  )
  const hint = close === undefined ? 'see kubectl crd --help' : `did you mean ${close}?`
  return new UserError(`unknown command ${JSON.stringify(name)} for "kubectl crd"`, hint)
}

function report(error: unknown, terminal: Terminal): number {
  if (error instanceof UserError || error instanceof ClusterError) {
    // Names of files, words of the user and of servers may be in it; each hint is a line. A cluster's begin as kubectl's do.
    if (error instanceof UserError) terminal.err(`error: ${visible(error.message)}\n`)
    else terminal.err(`${error.message.split('\n').map(visible).join('\n')}\n`)
    for (const hint of error.hint?.split('\n') ?? []) terminal.err(`hint: ${visible(hint)}\n`)
    return exitCode.usage
  }
  const text = error instanceof Error ? error.message : String(error)
  terminal.err(`error: internal error: ${printable(text)}\n`)
  terminal.err('hint: this is a bug; please report it with the command and, if you can, its input\n')
  if (terminal.env.KUBECTL_CRD_DEBUG && error instanceof Error) terminal.err(`${printable(error.stack ?? '')}\n`)
  else terminal.err('hint: KUBECTL_CRD_DEBUG=1 shows where it happened\n')
  return exitCode.bug
}
