import { type Document, gvkOf } from '../model/document.ts'

/** Is it the ClusterServiceVersion of an OLM bundle? */
export function isClusterServiceVersion({ root }: Document): boolean {
  const gvk = gvkOf(root)
  return gvk?.kind === 'ClusterServiceVersion' && gvk.group === 'operators.coreos.com'
}
