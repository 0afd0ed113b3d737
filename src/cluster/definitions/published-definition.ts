import type { Document } from '../../model/document.ts'
import { type Dict, fromPlain, isDict } from '../../model/value.ts'
import { type Discovered, groupResource, type Resource } from '../discovery/types.ts'
import { publishedSchema, schemaNameOf } from './published-schema.ts'

/**
 * A resource as its CRD would say it, made of what a server publishes about it. What only the CRD itself knows is missing:
 * which version is stored, printer columns, conversion, selectable fields, deprecations.
 * @param schemas of its versions, by name; a version without is there, but not described
 */
export function publishedDefinition(
  discovered: Discovered,
  resource: Resource,
  schemas: ReadonlyMap<string, Dict>,
): Document {
  const { group, name, kind, singular, shortNames, categories, namespaced } = resource
  const versions = discovered.groups.find((each) => each.name === group)?.versions ?? []
  const described = versions.flatMap(({ version, resources }) => {
    const own = resources.find((each) => each.name === name)
    if (!own) return []
    const published = schemas.get(version)
    const found = published && schemaNameOf(published, group, version, own.kind)
    const schema = published && found !== undefined ? publishedSchema(published, found) : undefined
    const has = (subresource: string) => own.subresources.includes(subresource)
    return {
      name: version,
      served: true,
      subresources: { ...(has('status') && { status: {} }) },
      schema,
    }
  })
  const root = fromPlain({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: groupResource(resource) },
    spec: {
      group,
      scope: namespaced ? 'Namespaced' : 'Cluster',
      names: { plural: name, singular: singular || kind.toLowerCase(), kind, shortNames, categories },
      versions: described.map(({ schema: _, ...version }) => version),
    },
  })
  const spec = isDict(root) && isDict(root.spec) ? root.spec : {}
  for (const [i, { schema }] of described.entries()) {
    const version = Array.isArray(spec.versions) ? spec.versions[i] : undefined
    // Put in as it is: a copy would unfold all of it.
    if (schema && isDict(version))
      version.schema = Object.assign(fromPlain({}) as Dict, { openAPIV3Schema: own(schema) })
  }
  const origin = { name: 'the cluster', text: '', generated: true }
  return { origin, index: 0, item: null, range: { start: 0, end: 0 }, root, findings: [] }
}

/** Metadata is what every object has. */
function own(schema: Dict): Dict {
  if (isDict(schema.properties)) delete schema.properties.metadata
  return schema
}
