import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeText } from '../../../src/manifest/decode-text.ts'
import { readManifests } from '../../../src/manifest/read.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { type Dict, isDict } from '../../../src/model/value.ts'
import { corpusFolder } from '../corpus.ts'
import { isObject, type JSONObject } from '../mutate/json.ts'

/** A CustomResourceDefinition and resources of its kind, in any of its versions. */
export interface Material {
  crd: JSONObject
  resources: Dict[]
}

/**
 * What mutants are made of: `examples/` always, the corpus and the kitchen sink where they lie beside the checkout.
 * @param maxSize of a CRD, in characters of JSON
 */
export function collectMaterial(maxSize: number): Material[] {
  const corpus = corpusFolder()
  const kitchen = corpus && join(corpus, '../kitchen-sink')
  const folders = [fileURLToPath(new URL('../../../examples', import.meta.url)), kitchen, corpus]
  const crds = new Map<string, Material>()
  const resources: Dict[] = []
  for (const folder of folders.filter((f) => f !== undefined && existsSync(f))) {
    for (const name of readdirSync(folder!, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/\.ya?ml$/.test(name)) continue
      // Old states of CRDs stand beside the new ones.
      if (/(^|\/)history\//.test(name)) continue
      const { text } = decodeText(readFileSync(join(folder!, name)))
      for (const { root } of readManifests({ name, text })) {
        if (!isDict(root)) continue
        if (root.kind !== 'CustomResourceDefinition') resources.push(root)
        else if (root.apiVersion === 'apiextensions.k8s.io/v1') addCRD(root, maxSize, crds)
      }
    }
  }
  for (const resource of resources) crds.get(keyOf(resource))?.resources.push(withoutIdentity(resource))
  return [...crds.values()]
}

function addCRD(root: Dict, maxSize: number, into: Map<string, Material>): void {
  const text = marshal(root)
  if (text.length > maxSize) return
  const crd = JSON.parse(text) as JSONObject
  const spec = isObject(crd.spec) ? crd.spec : {}
  const names = isObject(spec.names) ? spec.names : {}
  const key = `${String(spec.group)} ${String(names.kind)}`
  if (!into.has(key)) into.set(key, { crd, resources: [] })
}

function keyOf({ apiVersion, kind }: Dict): string {
  return `${String(apiVersion).split('/')[0]} ${String(kind)}`
}

/** Which object it is, is for the storage to say. */
function withoutIdentity(resource: Dict): Dict {
  if (isDict(resource.metadata)) for (const key of ['uid', 'resourceVersion']) delete resource.metadata[key]
  return resource
}
