import type { Terminal } from '../cli/terminal.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { AgainstObjects } from '../compat/against.ts'
import type { ToldPair } from '../model/change.ts'
import { gvkOf } from '../model/document.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { isDict } from '../model/value.ts'
import { Catalog } from '../schema/catalog.ts'
import type { CRD } from '../schema/crd.ts'
import { keyOf } from './diff-side.ts'
import type { Loader } from './loader.ts'

export interface Existing {
  paths: readonly string[]
  /** Its objects too; undefined: of files only. */
  cluster: Cluster | undefined
  server: ServerVersion
}

/**
 * Existing objects through the new CRDs.
 * @returns the pairs with what becomes of theirs; without it where the objects of a cluster cannot be read, which has been said
 */
export async function readAgainst(
  { paths, cluster, server }: Existing,
  both: readonly (readonly [CRD, CRD])[],
  pairs: readonly ToldPair[],
  load: Loader,
  terminal: Terminal,
): Promise<ToldPair[]> {
  const byKind = new Map(both.map(([crd], i) => [keyOf(crd), i]))
  const found = both.map(([, now]) => new AgainstObjects(now, server))
  const unread = new Set<number>()
  const inputs = await load.inputs(paths, { recursive: true }, new Catalog())
  for await (const document of load.documents(inputs)) {
    if (document.root === undefined) load.unreadable(document)
    const gvk = gvkOf(document.root)
    const index = gvk && byKind.get(`${gvk.group}/${gvk.kind}`)
    if (index !== undefined && isDict(document.root)) found[index]!.add(document.root)
  }
  if (cluster) {
    const { addLive } = await import('./diff-live.ts')
    for (const [i, [, now]] of both.entries()) if (!(await addLive(now, found[i]!, cluster, terminal))) unread.add(i)
  }
  if (unread.size > 0) load.failed = true
  return pairs.map((pair, i) => ({ ...pair, against: unread.has(i) ? undefined : found[i]!.result }))
}
