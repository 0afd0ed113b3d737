import { newestVersion, oldestVersion, type ServerVersion } from '../model/server-version.ts'
import { UserError } from './exit.ts'
import type { Terminal } from './terminal.ts'

/** The paths of -f and of the arguments, in order. */
export function inputPaths(flags: Readonly<Record<string, unknown>>, argv: readonly string[]): string[] {
  return [...splitPaths(flags.filename), ...argv].filter((path) => path !== '')
}

/** The values of a path flag, which may be repeated and comma-separated; a URL or a pattern may hold commas itself. */
export function splitPaths(value: unknown): string[] {
  const paths = (value as readonly string[] | undefined) ?? []
  return paths.flatMap((path) => (/^https?:/i.test(path) ? [path] : atCommas(path))).filter((path) => path !== '')
}

/** The commas of a pattern with `{a,b}` are its own. */
function atCommas(path: string): string[] {
  return /\{[^{}]*,/.test(path) ? (path.match(/(?:\{(?:[^{}]|\{[^{}]*\})*\}|[^,])+/g) ?? []) : path.split(',')
}

/** Standard input can be read only once: a second `-` would find nothing. Throws {@link UserError}, as kubectl does. */
export function stdinOnce(paths: readonly string[]): void {
  if (paths.indexOf('-') !== paths.lastIndexOf('-'))
    throw new UserError('standard input cannot be used for multiple arguments', 'name - once, and files beside it')
}

/** `1.30`, `v1.34.2`; undefined means the newest known. */
export function serverVersion(text: string | undefined): ServerVersion {
  if (text === undefined) return newestVersion
  const minor = Number(/^v?1\.(\d+)(?:\.\d+)?$/.exec(text)?.[1])
  if (Number.isNaN(minor)) {
    throw new UserError(`invalid --kube-version ${JSON.stringify(text)}`, 'write it as 1.34')
  }
  if (minor < oldestVersion.minor || minor > newestVersion.minor) {
    const range = `1.${oldestVersion.minor} to 1.${newestVersion.minor}`
    throw new UserError(`the rules of Kubernetes 1.${minor} are not known`, `known are ${range}`)
  }
  return { minor }
}

/** Should escape sequences be written? */
export function wantsColor(when: unknown, terminal: Terminal): boolean {
  return when === 'always' || (when !== 'never' && terminal.colors)
}
