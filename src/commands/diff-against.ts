import { AgainstObjects } from '../compat/against.ts'
import type { ToldPair } from '../model/change.ts'
import { gvkOf } from '../model/document.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { Catalog } from '../schema/catalog.ts'
import type { CRD } from '../schema/crd.ts'
import type { Loader } from './loader.ts'

/** Existing objects, from files, through the new CRDs: the pairs with what becomes of theirs. */
export async function readAgainst(
  paths: readonly string[],
  both: readonly (readonly [CRD, CRD])[],
  pairs: readonly ToldPair[],
  server: ServerVersion,
  load: Loader,
): Promise<ToldPair[]> {
  const byKind = new Map(both.map(([, { group, names }], i) => [`${group}/${names.kind}`, i]))
  const found = both.map(([, now]) => new AgainstObjects(now, server))
  const inputs = await load.inputs(paths, { recursive: true }, new Catalog())
  for await (const document of load.documents(inputs)) {
    if (document.root === undefined) load.unreadable(document)
    const gvk = gvkOf(document.root)
    const index = gvk && byKind.get(`${gvk.group}/${gvk.kind}`)
    if (index !== undefined) found[index]!.add(document)
  }
  return pairs.map((pair, i) => ({ ...pair, against: found[i]!.result }))
}
