import type { Dict } from '../../../../src/model/value.ts'
import type { JSONObject } from '../json.ts'
import type { Random } from '../random.ts'

/** What a mutation may look at. */
export interface Context {
  /** The root schema of the version that the resource is written in. */
  schema: JSONObject
  crd: JSONObject
}

/** Changes a resource in place; leaves it as it is where it finds nothing to change. */
export type Mutation = (random: Random, root: Dict, context: Context) => void
