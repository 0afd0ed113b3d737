import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Source, SourceError } from '../model/ports.ts'
import { findProgram, output } from './program.ts'

/** What the user's own kustomize, or else the one in kubectl, makes of a folder. Throws {@link SourceError}. */
export function kustomize(folder: string): Source {
  const local = !/^(?:https?:\/\/|git@|github\.com\/)/.test(folder)
  const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
  if (local && !names.some((name) => existsSync(join(folder, name))))
    throw new SourceError(`no kustomization.yaml in ${JSON.stringify(folder)}: -k takes the folder that holds one`)
  const own = findProgram('kustomize')
  const program = own ?? findProgram('kubectl')
  if (program === undefined)
    throw new SourceError('-k needs kustomize or kubectl, and neither is on PATH: install one of them')
  const words = [own === undefined ? 'kustomize' : 'build', folder]
  const name = [own === undefined ? 'kubectl' : 'kustomize', ...words].join(' ')
  return { name, generated: true, read: () => output(program, words) }
}
