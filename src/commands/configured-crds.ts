import { splitPaths, stdinOnce } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { configPath } from './config-path.ts'

/** The paths that -f names; without it those that the repository's configuration says hold CRDs. */
export async function pathsOfCRDs(filename: unknown, terminal: Terminal): Promise<readonly string[]> {
  const given = splitPaths(filename)
  const paths = given.length > 0 ? given : await configuredCRDs(terminal)
  stdinOnce(paths)
  return paths
}

/** Where the repository's configuration says that CRDs are. */
export async function configuredCRDs(terminal: Terminal): Promise<readonly string[]> {
  const path = configPath({})
  if (path === undefined) return []
  const { readConfig } = await import('./config.ts')
  return (await readConfig(path, '', terminal)).crds
}
