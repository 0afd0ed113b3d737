import { clone, type Dict, isDict, newDict } from '../model/value.ts'

/** What only one cluster knows: it would be different, or wrong, anywhere else. */
const annotationsOfTools = new Set(['kubectl.kubernetes.io/last-applied-configuration'])
const keptMetadata = ['name', 'labels', 'annotations']

/** A CRD as its author would write it: without status, and of its metadata only what people set. */
export function cleanCRD(crd: Dict): Dict {
  const metadata = isDict(crd.metadata) ? crd.metadata : newDict()
  const kept = newDict()
  for (const key of keptMetadata) {
    const value = metadata[key]
    if (value === undefined) continue
    const copy = clone(value)
    if (isDict(copy)) for (const name of annotationsOfTools) delete copy[name]
    if (!isDict(copy) || Object.keys(copy).length > 0) kept[key] = copy
  }
  const clean = newDict()
  clean.apiVersion = 'apiextensions.k8s.io/v1'
  clean.kind = 'CustomResourceDefinition'
  clean.metadata = kept
  if (crd.spec !== undefined) clean.spec = crd.spec
  return clean
}
