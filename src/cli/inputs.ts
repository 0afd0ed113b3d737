import { newestVersion, oldestVersion, type ServerVersion } from '../model/server-version.ts'
import { UserError } from './exit.ts'
import type { Terminal } from './terminal.ts'

/** The paths of -f and of the arguments, in order. */
export function inputPaths(flags: Readonly<Record<string, unknown>>, argv: readonly string[]): string[] {
  return [...splitPaths(flags.filename), ...argv].filter((path) => path !== '')
}

/** The values of a path flag, which may be repeated and comma-separated; a URL may hold commas itself. */
export function splitPaths(value: unknown): string[] {
  const paths = (value as readonly string[] | undefined) ?? []
  return paths.flatMap((path) => (/^https?:/.test(path) ? [path] : path.split(','))).filter((path) => path !== '')
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
