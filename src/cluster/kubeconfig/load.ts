import { readFileSync, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { decodeText } from '../../manifest/decode-text.ts'
import { ClusterError } from '../../model/cluster-error.ts'
import { goFileError, isMissing } from '../go-file-error.ts'
import type { Env } from '../surroundings.ts'
import { WrongField } from './fields.ts'
import { readKubeconfig } from './read.ts'
import type { Kubeconfig } from './types.ts'

/** A kubeconfig, merged of all its files, and those of KUBECONFIG that are not there. */
export interface Loaded {
  config: Kubeconfig
  missing: readonly string[]
}

/**
 * Loads the files of `--kubeconfig`, or of KUBECONFIG, or `~/.kube/config`. Of equal names, and of current-context, the first
 * file counts; files that are not there are passed over; relative paths count from the file they stand in.
 * Upstream: client-go v0.36.3, tools/clientcmd/loader.go. Throws {@link ClusterError}.
 */
export function loadKubeconfig(explicit: string | undefined, env: Env, home: string): Loaded {
  if (explicit && !exists(explicit)) {
    const hint = 'name a file that is there with --kubeconfig'
    throw new ClusterError(`error: stat ${explicit}: no such file or directory`, hint)
  }
  const files = explicit ? [explicit] : filesOf(env, home)
  const found: Kubeconfig[] = []
  const missing: string[] = []
  const troubles: string[] = []
  for (const file of files) {
    try {
      found.push(resolved(readKubeconfig(file, textOf(file)), dirname(resolve(file))))
    } catch (error) {
      if (isMissing(error)) missing.push(file)
      else troubles.push(`error loading config file ${JSON.stringify(file)}: ${reason(error, file)}`)
    }
  }
  const [first, ...more] = troubles
  if (first !== undefined)
    throw new ClusterError([`error: ${first}`, ...more].join('\n'), 'mend that file, or name another')
  return { config: merged(found), missing: env.KUBECONFIG && !explicit ? missing : [] }
}

function filesOf(env: Env, home: string): string[] {
  if (!env.KUBECONFIG) return [join(home, '.kube', 'config')]
  return [...new Set(env.KUBECONFIG.split(delimiter))].filter((file) => file !== '')
}

function textOf(file: string): string {
  const { text, finding } = decodeText(readFileSync(file))
  if (finding) throw new WrongField(finding.message)
  return text
}

function exists(file: string): boolean {
  try {
    return statSync(file) !== undefined
  } catch (error) {
    return !isMissing(error)
  }
}

/** What is no bug of ours, in words. */
function reason(error: unknown, file: string): string {
  if (error instanceof WrongField) return error.message
  const said = goFileError(error, file)
  if (said === undefined) throw error
  return said
}

/** Earlier ones come before later ones, entry by entry. */
function merged(configs: readonly Kubeconfig[]): Kubeconfig {
  const all = <T>(maps: Map<string, T>[]) => new Map(maps.toReversed().flatMap((map) => [...map]))
  return {
    clusters: all(configs.map(({ clusters }) => clusters)),
    users: all(configs.map(({ users }) => users)),
    contexts: all(configs.map(({ contexts }) => contexts)),
    currentContext: configs.find(({ currentContext }) => currentContext !== '')?.currentContext ?? '',
  }
}

/** A command without a slash is looked for on PATH. */
function resolved(config: Kubeconfig, folder: string): Kubeconfig {
  const full = (path: string) => (isAbsolute(path) ? path : join(folder, path))
  for (const cluster of config.clusters.values()) if (cluster.ca) cluster.ca = full(cluster.ca)
  for (const user of config.users.values()) {
    for (const key of ['certificate', 'key', 'tokenFile'] as const) if (user[key]) user[key] = full(user[key])
    if (user.exec?.command.includes(sep)) user.exec = { ...user.exec, command: full(user.exec.command) }
  }
  return config
}
