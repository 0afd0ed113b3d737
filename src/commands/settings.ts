import { choosesCluster } from '../cli/cluster-flags.ts'
import { UserError } from '../cli/exit.ts'
import { inputPaths, serverVersion, splitPaths, stdinOnce } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { type AdviceChoice, usualAdvice } from '../model/advice-choice.ts'
import { newestVersion, type ServerVersion } from '../model/server-version.ts'
import type { DryRun } from './ask-server.ts'
import type { Config } from './config.ts'
import { configPath } from './config-path.ts'
import type { IgnoreRule } from './ignore.ts'
import type { LiveSettings } from './live-validation.ts'

/** What one run of `validate` is to do. */
export interface Settings {
  paths: readonly string[]
  /** Folders for kustomize. */
  kustomize: readonly string[]
  recursive: boolean
  crds: readonly string[]
  /** Undefined: everything is created. */
  old: readonly string[] | undefined
  /** The configuration that was read. */
  configFile: string | undefined
  /** A cluster was asked for. */
  live: LiveSettings | undefined
  subresource: '' | 'status'
  serverVersion: ServerVersion
  /** By a flag, which comes before the version of a cluster. */
  isVersionGiven: boolean
  strictKinds: boolean
  printStored: boolean
  advice: AdviceChoice
  costs: boolean
  ignore: readonly IgnoreRule[]
  failOn: 'error' | 'warning'
  output: string
  color: unknown
  quiet: boolean
  summary: boolean
  verbose: boolean
}

/** The settings of a command line, and of the repository's configuration; what cannot be meant is a {@link UserError}. */
export async function readSettings(
  flags: Readonly<Record<string, unknown>>,
  argv: readonly string[],
  terminal: Terminal,
): Promise<Settings> {
  const paths = inputPaths(flags, argv)
  const kustomize = splitPaths(flags.kustomize)
  stdinOnce([...paths, ...splitPaths(flags.crds), ...splitPaths(flags.old)])
  if (paths.length + kustomize.length === 0)
    throw new UserError('nothing to validate', 'name files or folders with -f PATH, or - for standard input')
  const live = liveSettings(flags)
  if (flags.subresource !== undefined && flags.old === undefined && !live?.againstLive)
    throw new UserError(
      '--subresource needs --old or --against live',
      'a status can only be updated: name the stored objects with --old',
    )
  if (flags.summary === true && !['text', 'json', 'yaml'].includes(String(flags.output)))
    throw new UserError(`--summary does not go with -o ${flags.output}`, 'it is for -o text, json and yaml')
  if (flags.costs === true && !['text', 'json', 'yaml'].includes(String(flags.output)))
    throw new UserError(`--costs does not go with -o ${flags.output}`, 'it is for -o text, json and yaml')
  const configFile = configPath(flags)
  const config = configFile === undefined ? undefined : await configOf(configFile, terminal)
  return {
    paths,
    kustomize,
    recursive: flags.recursive === true,
    crds: [...(config?.crds ?? []), ...splitPaths(flags.crds)],
    configFile,
    old: flags.old === undefined ? undefined : splitPaths(flags.old),
    live,
    subresource: flags.subresource === 'status' ? 'status' : '',
    isVersionGiven: flags['kube-version'] !== undefined,
    serverVersion: versionOf(flags['kube-version'] as string | undefined, config),
    strictKinds: flags['strict-kinds'] === true || config?.strictKinds === true,
    printStored: flags['print-stored'] === true,
    advice: await chosenAdvice(flags.advice as readonly string[] | undefined, config?.advice ?? usualAdvice),
    costs: flags.costs === true,
    ignore: [...(config?.ignore ?? []), ...(await ignoreRules(flags.ignore as readonly string[] | undefined))],
    failOn: (flags['fail-on'] as Settings['failOn'] | undefined) ?? config?.failOn ?? 'error',
    output: String(flags.output),
    color: flags.color,
    quiet: flags.quiet === true,
    summary: flags.summary === true,
    verbose: flags.verbose === true,
  }
}

/** Without one of these flags no cluster is asked anything: validation is offline. */
function liveSettings(flags: Readonly<Record<string, unknown>>): LiveSettings | undefined {
  const dryRun = flags['dry-run'] as DryRun | undefined
  const againstLive = flags.against === 'live' || dryRun !== undefined
  if (againstLive && flags.old !== undefined)
    throw new UserError(
      `--old does not go with ${dryRun === undefined ? '--against live' : '--dry-run'}`,
      'leave one out',
    )
  if (!againstLive && flags.live !== true && !choosesCluster(flags)) return undefined
  return { flags, againstLive, dryRun, subresource: flags.subresource === 'status' ? 'status' : '' }
}

async function configOf(path: string, terminal: Terminal): Promise<Config> {
  const { readConfig } = await import('./config.ts')
  return readConfig(path, new Date().toISOString().slice(0, 10), terminal)
}

function versionOf(flag: string | undefined, config: Config | undefined): ServerVersion {
  return flag === undefined ? (config?.serverVersion ?? newestVersion) : serverVersion(flag)
}

async function chosenAdvice(words: readonly string[] | undefined, base: AdviceChoice): Promise<AdviceChoice> {
  if (words === undefined) return base
  const { adviceChoice } = await import('./advice-flag.ts')
  return adviceChoice(
    words.flatMap((word) => word.split(',')).filter((word) => word !== ''),
    base,
  )
}

async function ignoreRules(texts: readonly string[] | undefined): Promise<IgnoreRule[]> {
  if (texts === undefined) return []
  const { ignoreRule } = await import('./ignore.ts')
  return texts.flatMap((text) => text.split(',')).map(ignoreRule)
}
