import type { ServerVersion } from '../model/server-version.ts'
import { type Dict, fromPlain, type Value } from '../model/value.ts'
import { Schema } from '../schema/schema.ts'
import { check } from '../validation/check.ts'
import { Place, SchemaErrors } from '../validation/errors.ts'
import { Node } from '../validation/node.ts'

/** A schema that a value must fit, or must not. What a value has to be like is a list of these. */
export interface Clause {
  schema: Schema
  holds: boolean
}

/** The clause of a schema written here, e.g. `clause({ minLength: 2 })`. */
export function clause(raw: object, holds = true): Clause {
  return { schema: new Schema(fromPlain(raw) as Schema['raw']), holds }
}

const nodes = new WeakMap<Dict, Node>()

/** The schema as our validator takes it. */
export function nodeOf(schema: Schema, server: ServerVersion): Node {
  let node = nodes.get(schema.raw)
  if (node?.version.minor !== server.minor) nodes.set(schema.raw, (node = new Node(schema, server)))
  return node
}

/** Do all clauses hold for a value? Our validator says so. */
export function satisfies(value: Value, clauses: readonly Clause[], server: ServerVersion): boolean {
  return clauses.every(({ schema, holds }) => {
    const errors = new SchemaErrors()
    check(nodeOf(schema, server), value, new Place(), errors, undefined)
    return errors.valid === holds
  })
}

const ids = new WeakMap<Dict, number>()
let nextId = 0

/** The same for clauses of the same data. */
export function idOf({ schema, holds }: Clause): string {
  let id = ids.get(schema.raw)
  if (id === undefined) ids.set(schema.raw, (id = nextId++))
  return holds ? `${id}` : `-${id}`
}
