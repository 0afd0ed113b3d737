import { differences } from '../compat/objects/differences.ts'
import { masked } from '../compat/objects/masked.ts'
import { ownersOf } from '../compat/objects/owners.ts'
import { withoutServerSet } from '../compat/objects/server-set.ts'
import { isBuiltinGroup } from '../model/builtin.ts'
import { type Document, gvkOf, nameOf } from '../model/document.ts'
import { formatApiVersion, type GVK } from '../model/gvk.ts'
import type { ComparedObject } from '../model/object-change.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { type Dict, isDict, newDict } from '../model/value.ts'
import type { Catalog } from '../schema/catalog.ts'
import { type CRD, isCRD } from '../schema/crd.ts'
import type { Schema } from '../schema/schema.ts'
import { validateCreate } from '../validation/validate.ts'

/** Custom resources of two files, paired by group, kind, namespace and name. */
export function compareFiles(
  old: readonly Document[],
  now: readonly Document[],
  catalog: Catalog,
  server: ServerVersion,
): ComparedObject[] {
  const [before, after] = [byName(old), byName(now)]
  return [...new Map([...before, ...after]).keys()].map((key) =>
    compareTwo(before.get(key), after.get(key), catalog, server),
  )
}

/** Is it one that `diff` compares? The kinds of Kubernetes itself are kubectl's own. */
export function isCustom(document: Document): boolean {
  const gvk = gvkOf(document.root)
  return gvk !== undefined && !isCRD(gvk) && !isBuiltinGroup(gvk.group)
}

function byName(documents: readonly Document[]): Map<string, Document> {
  const found = new Map<string, Document>()
  for (const document of documents.filter(isCustom)) {
    const { group, kind } = gvkOf(document.root)!
    const { name, namespace } = nameOf(document.root)
    found.set(JSON.stringify([group, kind, namespace, name]), document)
  }
  return found
}

function compareTwo(
  old: Document | undefined,
  now: Document | undefined,
  catalog: Catalog,
  server: ServerVersion,
): ComparedObject {
  const document = (now ?? old)!
  const gvk = gvkOf(document.root)!
  const crd = catalog.find(gvk.group, gvk.kind)
  const [before, after] = [old, now].map((each) => each && stored(each, crd, server)) as [Dict?, Dict?]
  const schema = crd && schemaOf(crd, gvk)
  const head = { ...headOf(document, gvk), judge: 'client' as const }
  if (!before || !after) return { ...head, state: after ? 'created' : 'removed', differences: [], before, after }
  const found = differences({
    before,
    after,
    said: now!.root,
    saidBefore: old!.root,
    expected: after,
    schema,
    owners: ownersOf(old!.root as Dict),
    you: '',
  })
  return { ...head, ...shown(before, after, schema), state: found.length > 0 ? 'changed' : 'same', differences: found }
}

/** What a report says first about an object. */
export function headOf(document: Document, gvk: GVK) {
  return { document, apiVersion: formatApiVersion(gvk), kind: gvk.kind, ...nameOf(document.root) }
}

/** The schema of the version that an object is written in. */
export function schemaOf({ versions }: CRD, { version }: GVK): Schema | undefined {
  return versions.find(({ name }) => name === version)?.schema
}

/** Both states with nothing secret in them. */
export function shown(before: Dict | undefined, after: Dict | undefined, schema: Schema | undefined) {
  return {
    before: before && (masked(before, after, schema, 'before') as Dict),
    after: after && (masked(after, before, schema, 'after') as Dict),
  }
}

/** As the server would keep it; as it is where nobody knows, or the server would not take it. */
function stored(document: Document, crd: CRD | undefined, server: ServerVersion): Dict {
  const root = document.root as Dict
  const bare = withoutServerSet(root)
  const accepted = crd && validateCreate(document, crd, { serverVersion: server }).stored
  if (!isDict(accepted)) return bare
  // What status says stays beside it: nobody creates it.
  const out = Object.assign(newDict(), accepted, root.status !== undefined && { status: root.status })
  const metadata = Object.assign(newDict(), accepted.metadata as Dict)
  if (nameOf(root).namespace === '') delete metadata.namespace
  return withoutServerSet(Object.assign(out, { metadata }))
}
