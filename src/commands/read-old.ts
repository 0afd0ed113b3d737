import { Catalog } from '../schema/catalog.ts'
import type { Loader } from './loader.ts'
import { OldObjects } from './old-objects.ts'

/** Reads the objects of --old, directories with all below. Their CRDs judge nothing: the input and --crds do that. */
export async function readOld(paths: readonly string[], load: Loader, catalog: Catalog): Promise<OldObjects> {
  const objects = new OldObjects(catalog)
  const inputs = await load.inputs(paths, { recursive: true }, new Catalog())
  for await (const document of load.documents(inputs)) {
    if (document.root === undefined) load.unreadable(document)
    else objects.add(document)
  }
  return objects
}
