import type { Value } from '../model/value.ts'
import type { Correlation } from './correlate.ts'
import type { Place, SchemaErrors } from './errors.ts'
import type { Node } from './node.ts'

/** How keywords judge what is below them: check.ts, handed to them since it stands above them. */
export type Check = (
  node: Node,
  value: Value,
  place: Place,
  errors: SchemaErrors,
  old: Correlation | undefined,
) => number
