import type { ServerVersion } from '../../model/server-version.ts'
import type { Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import { check } from '../../validation/check.ts'
import { Place, SchemaErrors } from '../../validation/errors.ts'
import { Node } from '../../validation/node.ts'
import type { Site } from '../site.ts'

const nodes = new WeakMap<Schema, Map<number, Node>>()

/** A schema made ready to judge values, once for each server version. */
export function nodeOf(schema: Schema, server: ServerVersion): Node {
  let versions = nodes.get(schema)
  if (!versions) nodes.set(schema, (versions = new Map()))
  let node = versions.get(server.minor)
  if (!node) versions.set(server.minor, (node = new Node(schema, server)))
  return node
}

/** Does a site take this value, rules and list types aside? */
export function accepts({ parts }: Site, value: Value, server: ServerVersion): boolean {
  return parts.every((part) => {
    const errors = new SchemaErrors()
    check(nodeOf(part, server), value, new Place(), errors, undefined)
    return errors.valid
  })
}
