import { type Dict, isDict, newDict } from '../../model/value.ts'

/** What `kubectl apply` notes of the file that it was given. */
export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

const keys = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields', 'selfLink']

/** An object without what nobody writes by hand; the object itself is not changed. */
export function withoutServerSet(object: Dict): Dict {
  if (!isDict(object.metadata)) return object
  const metadata = Object.assign(newDict(), object.metadata)
  for (const key of keys) delete metadata[key]
  if (isDict(metadata.annotations) && metadata.annotations[lastApplied] !== undefined) {
    const annotations = Object.assign(newDict(), metadata.annotations)
    delete annotations[lastApplied]
    if (Object.keys(annotations).length > 0) metadata.annotations = annotations
    else delete metadata.annotations
  }
  return Object.assign(newDict(), object, { metadata })
}
