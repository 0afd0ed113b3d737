import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { splitPaths } from '../cli/inputs.ts'
import { Asker } from './inspect/asker.ts'
import { complete, list } from './inspect/gather.ts'
import { showInspection } from './inspect/show-inspection.ts'
import { openCluster } from './open-cluster.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  const [name, ...more] = argv
  if (more.length > 0)
    throw new UserError(`one resource at a time: ${argv.join(' ')}`, 'see kubectl crd inspect --help')
  const paths = splitPaths(flags.filename)
  if (paths.length > 0)
    return (await import('./inspect/inspect-file.ts')).inspectFile(paths, name ?? '', flags, terminal)
  refuseMisfits(flags, name)
  const cluster = openCluster(flags, terminal)
  try {
    if (name !== undefined)
      return await (await import('./inspect/inspect-resource.ts')).inspectResource(name, cluster, flags, terminal)
    if (flags.export !== undefined)
      return await (await import('./inspect/export-crds.ts')).exportCRDs(
        flags.export as string,
        cluster,
        flags,
        terminal,
      )
    if (flags.extensions)
      return await (await import('./inspect/inspect-extensions.ts')).inspectExtensions(cluster, flags, terminal)
    if (flags.watch) return await (await import('./inspect/watch-cluster.ts')).watchCluster(cluster, flags, terminal)
    const ask = new Asker(cluster.transport)
    const listed = await list(cluster, ask, flags.selector as string | undefined)
    const isBad = await showInspection(await complete(listed, ask), ask, flags, terminal)
    return isBad && flags.problems ? exitCode.no : exitCode.yes
  } finally {
    cluster.close()
  }
}

/** Flags that would have no effect are mistakes. */
function refuseMisfits(flags: Readonly<Record<string, unknown>>, name: string | undefined): void {
  const forAll = ['extensions', 'export', 'problems', 'counts', 'watch', 'selector'].filter((flag) => flags[flag])
  if (name !== undefined && forAll.length > 0)
    throw new UserError(`--${forAll[0]} is about all CRDs, and ${name} is one`, `leave out --${forAll[0]}, or the name`)
  if (name === undefined && flags.usage)
    throw new UserError('--usage is about one CRD', 'name it: kubectl crd inspect NAME --usage')
  const [first, second] = ['export', 'extensions', 'watch'].filter((flag) => flags[flag])
  if (second !== undefined) throw new UserError(`--${first} and --${second} do not go together`, 'leave out one')
}
