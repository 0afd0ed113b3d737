import type { FieldNode } from '../schema/walk.ts'
import type { ValueDoc } from './doc.ts'

/** An object whose values stand with the fields; see {@link viewObject}. */
export interface ShownObject {
  name: string
  namespace: string
  /** The version that it is written in; undefined when its CRD has no such one. */
  version: string | undefined
  /** What it has at a field: one value, or one for each item or key on the way. */
  valuesOf(node: FieldNode): FieldValues
  /** The same looked at in another version of its CRD. */
  inVersion(version: string): ShownObject
}

export interface FieldValues {
  /** The first of them. */
  values: ValueDoc[]
  /** How many there are beyond those. */
  more: number
  /** How many objects there are that could have the field and have not. */
  lacking: number
}
