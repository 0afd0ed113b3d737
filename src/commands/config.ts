import { existsSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { UserError } from '../cli/exit.ts'
import { serverVersion } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { decodeText } from '../manifest/decode-text.ts'
import { readManifests } from '../manifest/read.ts'
import type { AdviceChoice } from '../model/advice-choice.ts'
import type { Path } from '../model/path.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { isUrl } from '../sources/url.ts'
import { adviceChoice } from './advice-flag.ts'
import { ConfigReader } from './config-reader.ts'
import { type DiffConfig, diffConfig } from './diff-config.ts'
import { type Context, isCurrent } from './expiry.ts'
import { fieldPattern, filePattern, type IgnoreRule, knownCode } from './ignore.ts'

/** What a repository wants of every run; docs/schemas/config.json describes the file. */
export interface Config {
  crds: readonly string[]
  serverVersion: ServerVersion | undefined
  failOn: 'error' | 'warning' | undefined
  strictKinds: boolean
  advice: AdviceChoice | undefined
  ignore: readonly IgnoreRule[]
  diff: DiffConfig
}

const known = ['apiVersion', 'kind', 'crds', 'kubeVersion', 'failOn', 'strictKinds', 'advice', 'ignore', 'diff']

/**
 * Reads a configuration file. What is wrong in it is a {@link UserError} that names the place.
 * @param today as 2026-01-31: rules that have expired are left out, and said
 */
export async function readConfig(path: string, today: string, terminal: Terminal): Promise<Config> {
  const file = relative('.', path) || path
  const config = open(path, file)
  config.keys([], known)
  config.oneOf(['apiVersion'], ['kubectl-crd/v1'])
  config.oneOf(['kind'], ['Config'])
  const folder = dirname(path)
  const version = config.text(['kubeVersion'])
  const advice = config.texts(['advice'])
  return {
    crds: config.texts(['crds']).map((crds, i) => crdPath(config, crds, i, folder)),
    serverVersion: version === undefined ? undefined : config.at(['kubeVersion'], () => serverVersion(version)),
    failOn: config.oneOf(['failOn'], ['error', 'warning']),
    strictKinds: config.flag(['strictKinds']),
    advice: advice.length === 0 ? undefined : await config.at(['advice'], () => adviceChoice(advice)),
    diff: diffConfig(config, { folder, today, terminal }),
    ignore: config.list(['ignore']).flatMap((_, i) => ignoreRule(config, ['ignore', i], { folder, today, terminal })),
  }
}

/** As it is seen from the working directory. */
function crdPath(config: ConfigReader, path: string, index: number, folder: string): string {
  if (isUrl(path)) return path
  const full = resolve(folder, path)
  if (!/[*?[{]/.test(path) && !existsSync(full)) {
    throw config.wrong(
      ['crds', index],
      `the path ${JSON.stringify(path)} does not exist`,
      'it counts from the folder of this file',
    )
  }
  return relative('.', full) || '.'
}

function open(path: string, file: string): ConfigReader {
  const { text, finding } = decodeText(read(path, file))
  if (finding) throw new UserError(`${file}: ${finding.message}`, finding.hint)
  const [document, second] = readManifests({ name: file, text })
  if (!document) throw new UserError(`${file} is empty`, 'write crds: [PATH], or remove the file')
  const reader = new ConfigReader(document)
  const [wrong] = document.findings
  if (wrong?.code === 'CRD0003') reader.keys([], known)
  if (wrong) throw reader.wrong(wrong.path, wrong.message, wrong.hint, wrong.position)
  if (second) throw new ConfigReader(second).wrong([], 'a second document', 'a configuration is one document')
  return reader
}

function read(path: string, file: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UserError(
      `cannot read ${file}: ${(error as Error).message}`,
      'name another with --config, or --no-config',
    )
  }
}

function ignoreRule(config: ConfigReader, at: Path, { folder, today, terminal }: Context): IgnoreRule[] {
  config.keys(at, ['code', 'field', 'file', 'kind', 'name', 'reason', 'expires'])
  const given = (key: string) => config.text([...at, key])
  const code = given('code')
  if (code === undefined) throw config.wrong(at, 'a rule without code', 'add code: CRD0103, say')
  if (!given('reason')?.trim())
    throw config.wrong(at, `no reason is given to ignore ${code}`, 'add reason: with a sentence')
  const rule: IgnoreRule = { code: config.at([...at, 'code'], () => knownCode(code)) }
  const [field, file, kind, name] = ['field', 'file', 'kind', 'name'].map(given)
  if (field !== undefined) rule.path = fieldPattern(field)
  if (file !== undefined) rule.file = within(folder, filePattern(file))
  if (kind !== undefined) rule.kind = kind
  if (name !== undefined) rule.name = name
  return isCurrent(config, at, `the rule to ignore ${code}`, { today, terminal }) ? [rule] : []
}

/** Names of files are as they were typed; patterns count from the folder of the configuration. */
function within(folder: string, pattern: RegExp): { test(name: string): boolean } {
  return { test: (name) => pattern.test(relative(folder, resolve(name)).split(sep).join('/')) }
}
