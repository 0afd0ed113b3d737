import type { Path } from '../model/path.ts'
import { newestVersion, type ServerVersion } from '../model/server-version.ts'
import type { Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import type { Cause } from '../validation/cause.ts'
import { check } from '../validation/check.ts'
import { Place, SchemaErrors } from '../validation/errors.ts'
import { checkListTypes } from '../validation/list-type.ts'
import { checkRulesOf } from '../validation/rules.ts'
import { type Assignment, combined } from './assignments.ts'
import { nodeOf } from './clause.ts'
import { absent, exactly } from './demand.ts'
import { Solver } from './solver.ts'
import { embeddedIn, type Shape } from './solving.ts'

export interface SampleValueOptions {
  shape: Shape
  /** The name of the field, which texts are made of. */
  name?: string
  /** Values that stand where they are put, whatever the schema says; paths begin at the value. */
  set?: readonly Assignment[]
  /** Properties that are not there. */
  unset?: readonly Path[]
  server?: ServerVersion
  /** Other choices where there are several; 0, the default, are the plainest. */
  seed?: number
}

/**
 * Makes a value that fits one node of a schema, its rules included, as the server sees it: with defaults.
 * @returns the value, and what our validator still says against it, in the terms of the value
 */
export function sampleValue(schema: Schema, options: SampleValueOptions): { value: Value; unsolved: Cause[] } {
  const { shape, server = newestVersion, name = 'value', set = [], unset = [], seed = 0 } = options
  const demands = [...combined(set).map(({ path, value }) => exactly(path, value)), ...unset.map(absent)]
  const solver = new Solver({ server, shape, seed })
  const site = { name, path: [], resource: embeddedIn(schema), meta: false }
  const { value } = solver.solve([{ schema, holds: true }], demands, site)
  const node = nodeOf(schema, server)
  const errors = new SchemaErrors()
  check(node, value, new Place(), errors, undefined)
  const rules = checkRulesOf(value, undefined, node, schema.embeddedResource).causes
  return { value, unsolved: [...errors.list, ...checkListTypes(value, node), ...rules] }
}
