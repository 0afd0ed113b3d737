import { withTypeAndMeta } from '../../cel/schema-type.ts'
import { newDict } from '../../model/value.ts'
import { Schema } from '../../schema/schema.ts'
import type { SchemaSite } from '../advice/sites.ts'

/** Does CEL see a resource here, with apiVersion, kind and metadata? */
export function isResource({ as, schema }: SchemaSite): boolean {
  return as === 'root' || schema.embeddedResource
}

/**
 * The schema as rules see it. Below rules, a resource's own fields are what Kubernetes says of them.
 * Upstream: cel_validation.go CELSchemaContext.TypeInfo.
 */
export function viewOf(site: SchemaSite): Schema {
  const { schema, parent, as } = site
  if (typeof as !== 'object' || !parent || !hasRulesAround(parent)) return schema
  const above = viewOf(parent)
  const view = (isResource(parent) ? withTypeAndMeta(above) : above).properties.get(as.property) ?? schema
  if (view.raw === schema.raw) return schema
  const rules = schema.raw['x-kubernetes-validations'] ?? []
  return new Schema(Object.assign(newDict(), view.raw, { 'x-kubernetes-validations': rules }))
}

function hasRulesAround(site: SchemaSite): boolean {
  return site.schema.validations.length > 0 || (site.parent !== undefined && hasRulesAround(site.parent))
}
