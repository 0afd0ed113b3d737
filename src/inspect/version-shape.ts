import type { CRDVersion } from '../schema/crd.ts'
import { formatFieldPath } from '../schema/field-step.ts'
import { rootNode, stepsOf, walk } from '../schema/walk.ts'

/** How large the schema of a version is. */
export interface VersionShape {
  name: string
  served: boolean
  storage: boolean
  deprecated: boolean
  deprecationWarning: string | undefined
  /** status, scale */
  subresources: readonly string[]
  /** Fields with a name, without those that every object has. */
  fields: number
  /** Levels below the root. */
  depth: number
  /** Of the schema as JSON, in bytes. */
  bytes: number
  lists: readonly ListShape[]
  columns: readonly string[]
  selectableFields: readonly string[]
}

/** A list and who may own its items. Upstream: structured-merge-diff. */
export interface ListShape {
  path: string
  /** atomic: one manager owns all of it. */
  type: 'atomic' | 'set' | 'map'
  keys: readonly string[]
  /** Nobody chose it: without x-kubernetes-list-type a list is atomic. */
  implied: boolean
}

export function shapeOf(version: CRDVersion, bytes: number): VersionShape {
  const { name, served, storage, deprecated, deprecationWarning, schema, hasStatus, scale } = version
  let fields = 0
  let depth = 0
  const lists: ListShape[] = []
  if (schema)
    for (const node of walk(rootNode(schema), ({ builtIn }) => !builtIn)) {
      if (node.builtIn) continue
      depth = Math.max(depth, node.depth)
      if (node.step && 'property' in node.step) fields++
      const [own] = node.schemas
      if (own.type !== 'array') continue
      const type = own.listType === 'set' || own.listType === 'map' ? own.listType : 'atomic'
      const path = formatFieldPath(stepsOf(node))
      lists.push({ path, type, keys: own.listMapKeys, implied: own.listType === undefined })
    }
  return {
    name,
    served,
    storage,
    deprecated,
    deprecationWarning,
    subresources: [...(hasStatus ? ['status'] : []), ...(scale ? ['scale'] : [])],
    fields,
    depth,
    bytes,
    lists,
    columns: version.printerColumns.map(({ name, jsonPath }) => `${name}=${jsonPath}`),
    selectableFields: version.selectableFields,
  }
}
