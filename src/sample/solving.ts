import type { Path } from '../model/path.ts'
import type { Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import type { Clause } from './clause.ts'
import type { Demand } from './demand.ts'

/** How much is filled in: what must be; also what most people set; every field once. */
export type Shape = 'minimal' | 'usual' | 'full'

/** Where a value is being made. */
export interface Site {
  /** The nearest property, which texts are named after. */
  name: string
  path: Path
  /** A resource of its own, with apiVersion, kind and metadata. */
  resource: 'root' | 'embedded' | undefined
  /** Within metadata, of which only what is asked for is filled in. */
  meta: boolean
  /** Only what this value needs is put into it, whatever the shape; what is in it has the shape again. */
  sparse?: boolean
}

/** A value as the server sees it, defaults included, and how much of it is known to be wrong. */
export interface Solved {
  value: Value
  faults: number
}

/** What makes values, as those see it who need values within theirs. */
export interface Solving {
  readonly shape: Shape
  /** Is this optional property filled in? */
  wants(path: Path): boolean
  /** Is it lost on its way into the server, so that it never counts as there? */
  drops(path: Path): boolean
  /** @param clauses the schema that declares the value first; there is at least one */
  solve(clauses: readonly Clause[], demands: readonly Demand[], site: Site): Solved
}

/** The site of a value that may be a whole resource. */
export function embeddedIn(schema: Schema): 'embedded' | undefined {
  return schema.embeddedResource ? 'embedded' : undefined
}
