import { newDict } from '../model/value.ts'
import type { CRD, CRDVersion } from '../schema/crd.ts'
import { Schema } from '../schema/schema.ts'
import { type FieldNode, rootNode } from '../schema/walk.ts'

/** The root of a resource's fields. Without a schema only what every object has is known. */
export function rootOf(crd: CRD, version: CRDVersion): FieldNode {
  if (version.schema && !crd.preserveUnknownFields) return rootNode(version.schema)
  const raw = Object.assign(newDict(), version.schema?.raw ?? { type: 'object' })
  raw['x-kubernetes-preserve-unknown-fields'] = true
  return rootNode(new Schema(raw, version.schema?.path ?? version.path))
}
