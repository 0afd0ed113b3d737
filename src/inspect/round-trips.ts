import type { CRD } from '../schema/crd.ts'
import type { Schema } from '../schema/schema.ts'

/** What a client of one version loses because objects are stored in another. */
export interface RoundTrip {
  served: string
  storage: string
  /** Set by such a client, and not stored. */
  notStored: readonly string[]
  /** Stored, and taken away when such a client writes back what it read. */
  writtenAway: readonly string[]
}

/**
 * For each served version other than the stored one, the fields that do not survive. With a webhook nobody but the webhook
 * knows. Fields below one that is lost are not told.
 * Upstream: apiextensions-apiserver v0.36.3, pkg/apiserver/customresource_handler.go: what is converted is pruned by the schema of
 * the version it is in.
 */
export function roundTrips(crd: CRD): RoundTrip[] {
  const storage = crd.versions.find((version) => version.storage)
  if (crd.conversion !== 'None' || crd.preserveUnknownFields || !storage?.schema) return []
  return crd.versions.flatMap(({ name, served, schema }) => {
    if (!served || !schema || name === storage.name) return []
    const notStored = unknownTo(storage.schema!, schema, true)
    const writtenAway = unknownTo(schema, storage.schema!, true)
    return [{ served: name, storage: storage.name, notStored, writtenAway }]
  })
}

/** The fields of `from` that pruning by `to` takes away. */
function unknownTo(to: Schema, from: Schema, isObject: boolean, path = ''): string[] {
  const lost: string[] = []
  for (const [name, child] of from.properties) {
    if (isObject && heading.has(name)) continue
    const at = path === '' ? name : `${path}.${name}`
    const other = to.properties.get(name) ?? valuesOf(to)
    if (other) lost.push(...unknownTo(other, child, child.embeddedResource, at))
    else if (!keepsAll(to)) lost.push(at)
  }
  if (from.items && to.items) lost.push(...unknownTo(to.items, from.items, from.items.embeddedResource, `${path}[]`))
  const [values, others] = [valuesOf(from), valuesOf(to)]
  if (values && others) lost.push(...unknownTo(others, values, values.embeddedResource, `${path}.*`))
  else if (values && !keepsAll(to)) lost.push(`${path}.*`)
  return lost
}

const heading = new Set(['apiVersion', 'kind', 'metadata'])

function valuesOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

function keepsAll({ preserveUnknownFields, additionalProperties, intOrString }: Schema): boolean {
  return preserveUnknownFields || additionalProperties === true || intOrString
}
