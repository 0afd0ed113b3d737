import { setImmediate } from 'node:timers/promises'
import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { knownCRDs } from './known-crds.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  const [argument = '', ...more] = argv
  if (more.length > 0)
    throw new UserError(`one resource at a time: ${argv.join(' ')}`, 'see kubectl crd explain --help')
  if (/^CRD\d{4}$/i.test(argument))
    return (await import('./explain-code.ts')).explainCode(argument, String(flags.output), terminal)
  const options = { withObjects: argument.includes('/'), allVersions: flags['all-versions'] === true }
  const finding = knownCRDs(argument, flags, options, terminal)
  finding.catch(() => {})
  // A request to a cluster goes out first, and what is needed for its answer is loaded meanwhile.
  await setImmediate()
  const { printExplanation } = await import('./print-explanation.ts')
  const known = await finding
  return known ? printExplanation(argument, known, flags, terminal) : exitCode.usage
}
