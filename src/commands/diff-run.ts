import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { serverVersion, splitPaths, stdinOnce } from '../cli/inputs.ts'
import { newestVersion } from '../model/server-version.ts'
import { Clusters } from './both-clusters.ts'
import { configPath } from './config-path.ts'
import { noDiffConfig } from './diff-config.ts'
import type { DiffSettings } from './diff-crds.ts'
import { readSide, type Side } from './diff-side.ts'
import { Loader } from './loader.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  const files = splitPaths(flags.filename)
  const against = splitPaths(flags.against)
  const contexts = (flags.context as readonly string[] | undefined) ?? []
  const operands = operandsOf(argv, files, contexts)
  const crds = splitPaths(flags.crds)
  stdinOnce([...files, ...operands, ...against, ...crds])
  const path = configPath(flags)
  const today = new Date().toISOString().slice(0, 10)
  const config = path === undefined ? undefined : await (await import('./config.ts')).readConfig(path, today, terminal)
  const clusters = new Clusters(flags, contexts, terminal)
  try {
    const load = new Loader(terminal, flags.quiet === true)
    const read = async (paths: readonly string[]) => readSide(paths, load, terminal)
    const sides: (Side | undefined)[] = []
    if (files.length > 0) sides.push(undefined, await readSide(files, load, terminal, { objectsToo: true }))
    else for (const operand of operands) sides.push(operand === live ? undefined : await read([operand]))
    if (load.failed) return exitCode.usage
    if (files.length > 0 && sides[1]!.objects.length === 0)
      throw new UserError(`no custom resource in ${sides[1]!.name}`, 'kubectl crd diff PATH, without -f, compares CRDs')
    const cluster = sides.includes(undefined) || against.includes(live) ? await clusters.open() : undefined
    const version = flags['kube-version'] as string | undefined
    const server =
      version !== undefined
        ? serverVersion(version)
        : (config?.serverVersion ?? (await cluster?.newest()) ?? newestVersion)
    const known = sides.filter((side) => side !== undefined)
    const isAboutObjects = files.length > 0 || (known.length > 0 && known.every((side) => side.crds.size === 0))
    if (isAboutObjects) {
      const { diffObjects } = await import('./diff-objects.ts')
      const paths = [...(config?.crds ?? []), ...crds]
      return await diffObjects(sides, { flags, server, crds: paths, cluster: cluster?.now, load }, terminal)
    }
    for (const side of known)
      if (side.crds.size === 0 && !side.isEmpty)
        throw new UserError(`no CRD in ${side.name}`, 'a CRD has kind: CustomResourceDefinition')
    const { diffCRDs } = await import('./diff-crds.ts')
    const settings: DiffSettings = { flags, config: config?.diff ?? noDiffConfig, server, against, load }
    return await diffCRDs(sides, cluster, settings, terminal)
  } finally {
    clusters.close()
  }
}

/** The word for the cluster among files. */
const live = 'live'

/** What stands where: one path is compared with what the cluster has. */
function operandsOf(argv: readonly string[], files: readonly string[], contexts: readonly string[]): readonly string[] {
  const help = 'see kubectl crd diff --help'
  if (contexts.length > 2) throw new UserError('diff compares two contexts, not more', help)
  if (files.length > 0) {
    if (argv.length > 0) throw new UserError('-f takes the objects to compare with the cluster: no other paths', help)
    if (contexts.length > 1) throw new UserError('-f goes with one context', help)
    return []
  }
  if (contexts.length === 2 && argv.length > 0)
    throw new UserError('two contexts are both sides: no paths beside them', help)
  if (contexts.length === 2) return [live, live]
  if (argv.length === 1 && argv[0] !== live) return [live, argv[0]!]
  if (argv.length !== 2)
    throw new UserError(
      `diff takes two paths, OLD and NEW, or one to compare with the cluster, not ${argv.length}`,
      help,
    )
  if (argv.every((word) => word === live))
    throw new UserError('both sides are the same cluster', 'name two with --context A --context B')
  return argv
}
