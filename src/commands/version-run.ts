import manifest from '../../package.json' with { type: 'json' }
import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { formatVersion, newestVersion, oldestVersion } from '../model/server-version.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  if (argv.length > 0)
    throw new UserError(`version takes no arguments: ${argv.join(' ')}`, 'see kubectl crd version --help')
  const { version } = manifest
  const kubernetes = { newest: formatVersion(newestVersion), oldest: formatVersion(oldestVersion) }
  if (flags.output === 'json')
    terminal.out(`${JSON.stringify({ version, kubernetes, node: process.version }, null, 2)}\n`)
  else if (flags.short) terminal.out(`${version}\n`)
  else terminal.out(`kubectl-crd ${version}, rules of Kubernetes ${kubernetes.oldest} to ${kubernetes.newest}\n`)
  return exitCode.yes
}
