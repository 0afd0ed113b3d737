import { UserError } from '../cli/exit.ts'
import { inputPaths, serverVersion, splitPaths } from '../cli/inputs.ts'
import { type AdviceChoice, usualAdvice } from '../model/advice-choice.ts'
import type { ServerVersion } from '../model/server-version.ts'

/** What one run of `validate` is to do. */
export interface Settings {
  paths: readonly string[]
  recursive: boolean
  crds: readonly string[]
  /** Undefined: everything is created. */
  old: readonly string[] | undefined
  subresource: '' | 'status'
  serverVersion: ServerVersion
  strictKinds: boolean
  printStored: boolean
  advice: AdviceChoice
  failOn: 'error' | 'warning'
  output: string
  color: unknown
  quiet: boolean
  summary: boolean
  verbose: boolean
}

/** The settings of a command line; what cannot be meant is a {@link UserError}. */
export async function readSettings(
  flags: Readonly<Record<string, unknown>>,
  argv: readonly string[],
): Promise<Settings> {
  const paths = inputPaths(flags, argv)
  if (paths.length === 0) throw new UserError('nothing to validate', 'name files with -f PATH, or - for standard input')
  if (flags.subresource !== undefined && flags.old === undefined)
    throw new UserError('--subresource needs --old', 'a status can only be updated: name the stored objects with --old')
  return {
    paths,
    recursive: flags.recursive === true,
    crds: splitPaths(flags.crds),
    old: flags.old === undefined ? undefined : splitPaths(flags.old),
    subresource: flags.subresource === 'status' ? 'status' : '',
    serverVersion: serverVersion(flags['kube-version'] as string | undefined),
    strictKinds: flags['strict-kinds'] === true,
    printStored: flags['print-stored'] === true,
    advice: flags.advice === undefined ? usualAdvice : await chosenAdvice(flags.advice as readonly string[]),
    failOn: flags['fail-on'] === 'warning' ? 'warning' : 'error',
    output: String(flags.output),
    color: flags.color,
    quiet: flags.quiet === true,
    summary: flags.summary === true,
    verbose: flags.verbose === true,
  }
}

async function chosenAdvice(words: readonly string[]): Promise<AdviceChoice> {
  const { adviceChoice } = await import('./advice-flag.ts')
  return adviceChoice(words.flatMap((word) => word.split(',')).filter((word) => word !== ''))
}
