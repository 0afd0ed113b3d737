import { findUpward } from '../sources/find-upward.ts'

/** The configuration that --config names, or that stands in the folder or above, in the repository. */
export function configPath(flags: Readonly<Record<string, unknown>>): string | undefined {
  if (flags['no-config'] === true) return undefined
  return typeof flags.config === 'string' ? flags.config : findUpward('.kubectl-crd.yaml')
}
