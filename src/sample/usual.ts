import type { Path } from '../model/path.ts'
import type { CRDVersion } from '../schema/crd.ts'

/**
 * Which optional fields most people set, as far as a CRD tells: those that `kubectl get` shows, that select, that scale;
 * and the spec itself. (Fields with a default are there anyway.)
 */
export function usualFields(version: CRDVersion): (path: Path) => boolean {
  const columns = version.printerColumns.map(({ jsonPath }) => jsonPath)
  const scaled = version.scale ? [version.scale.specReplicasPath] : []
  const wanted = new Set(['spec'])
  for (const path of [...columns, ...version.selectableFields, ...scaled]) {
    // What is filtered or indexed is some item of a list, which may be any.
    const plain = /^\.?(spec(?:\.[\w-]+)+)$/.exec(path)?.[1]?.split('.') ?? []
    plain.forEach((_, i) => void wanted.add(plain.slice(0, i + 1).join('.')))
  }
  return (path) => wanted.has(path.join('.'))
}
