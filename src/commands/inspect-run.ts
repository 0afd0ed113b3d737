import type { Run } from '../cli/command.ts'
import { exitCode, UserError } from '../cli/exit.ts'
import { Asker } from './inspect/asker.ts'
import { complete, list } from './inspect/gather.ts'
import { showInspection } from './inspect/show-inspection.ts'
import { openCluster } from './open-cluster.ts'

export const run: Run = async ({ flags, argv, terminal }) => {
  if (argv.length > 0)
    throw new UserError(`one resource at a time: ${argv.join(' ')}`, 'see kubectl crd inspect --help')
  const cluster = openCluster(flags, terminal)
  try {
    if (flags.watch) return await (await import('./inspect/watch-cluster.ts')).watchCluster(cluster, flags, terminal)
    const ask = new Asker(cluster.transport)
    const listed = await list(cluster, ask, flags.selector as string | undefined)
    const isBad = await showInspection(await complete(listed, ask), ask, flags, terminal)
    return isBad && flags.problems ? exitCode.no : exitCode.yes
  } finally {
    cluster.close()
  }
}
