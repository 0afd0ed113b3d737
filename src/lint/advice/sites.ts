import type { CRD, CRDVersion } from '../../schema/crd.ts'
import type { Schema } from '../../schema/schema.ts'

/** A schema and where it stands. */
export interface SchemaSite {
  schema: Schema
  version: CRDVersion
  parent: SchemaSite | undefined
  /** As what it stands in its parent: a property by its name, items of a list, values of a map. */
  as: { property: string } | 'items' | 'values' | 'root'
}

const maxDepth = 500

/** All schemas of a CRD that describe values, parents first. */
export function sitesOf(crd: CRD): SchemaSite[] {
  const sites: SchemaSite[] = []
  for (const version of crd.versions) {
    if (version.schema) add({ schema: version.schema, version, parent: undefined, as: 'root' }, 0, sites)
  }
  return sites
}

function add(site: SchemaSite, depth: number, sites: SchemaSite[]): void {
  sites.push(site)
  if (depth >= maxDepth) return
  const { schema, version } = site
  for (const [property, child] of schema.properties) {
    add({ schema: child, version, parent: site, as: { property } }, depth + 1, sites)
  }
  if (schema.items) add({ schema: schema.items, version, parent: site, as: 'items' }, depth + 1, sites)
  const values = schema.additionalProperties
  if (typeof values === 'object') add({ schema: values, version, parent: site, as: 'values' }, depth + 1, sites)
}

/** The name of the top-level field a schema belongs to: spec, status, …; undefined for the root. */
export function topField(site: SchemaSite): string | undefined {
  let at: SchemaSite = site
  while (at.parent?.parent) at = at.parent
  return at.parent && typeof at.as === 'object' ? at.as.property : undefined
}

/** Is it part of what Kubernetes defines: metadata, apiVersion, kind? */
export function isMeta(site: SchemaSite): boolean {
  const top = topField(site)
  return top === 'metadata' || top === 'apiVersion' || top === 'kind'
}

/** What the field is called in a message. */
export function nameOf(site: SchemaSite): string {
  if (typeof site.as === 'object') return site.as.property
  if (site.as === 'root') return 'the resource'
  return site.as === 'items' ? `items of ${nameOf(site.parent!)}` : `values of ${nameOf(site.parent!)}`
}
