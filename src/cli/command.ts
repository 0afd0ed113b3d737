import type { ArgInput, FlagInput } from '@oclif/core/interfaces'
import type { Terminal } from './terminal.ts'

/** What a command is, without what it does: enough for help, completion and documentation. */
export interface CommandDefinition {
  name: string
  summary: string
  description: string
  /** Usage lines after `kubectl crd`. */
  usage: readonly string[]
  examples: readonly { text: string; command: string }[]
  flags: FlagInput
  args: ArgInput
  /** Loads the part that does the work; only when it is going to run. */
  load(): Promise<{ run: Run }>
}

/** @returns the exit code */
export type Run = (input: {
  flags: Readonly<Record<string, unknown>>
  argv: readonly string[]
  terminal: Terminal
}) => Promise<number>

/** An entry of the command table: what `--help` needs, and where the rest is. */
export interface CommandEntry {
  name: string
  summary: string
  load(): Promise<{ definition: CommandDefinition }>
}
