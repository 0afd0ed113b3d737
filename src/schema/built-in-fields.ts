import { type Dict, fromPlain } from '../model/value.ts'
import recorded from './built-in-fields.json' with { type: 'json' }
import { Schema } from './schema.ts'

/** What the server's document does not say: tools write a null there, and the tree of managed fields may hold anything. */
const more = {
  properties: {
    creationTimestamp: { nullable: true },
    managedFields: { items: { properties: { fieldsV1: { 'x-kubernetes-preserve-unknown-fields': true } } } },
  },
}

const { root, embedded, metadata } = recorded
const common = { ...metadata, allOf: [...metadata.allOf, more] }

/** What every custom resource has beside its own fields, as the server publishes it. */
export const builtInFields = schemas({ ...root, metadata: common })

/** The same of a resource within another. */
export const embeddedFields = schemas({ ...embedded, metadata: common })

function schemas(fields: object): ReadonlyMap<string, Schema> {
  return new Map(Object.entries(fields).map(([name, plain]) => [name, new Schema(fromPlain(plain) as Dict)]))
}

/** Was it declared by Kubernetes? Those schemas stand in no CRD. */
export function isBuiltIn(schema: Schema): boolean {
  return schema.path[0] !== 'spec'
}
