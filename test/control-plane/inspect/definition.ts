export type Data = Record<string, unknown>

export interface VersionOptions {
  name: string
  served?: boolean
  storage?: boolean
  deprecated?: boolean
  properties?: Data
}

export interface DefinitionOptions {
  plural: string
  kind: string
  group: string
  shortNames?: string[]
  versions?: VersionOptions[]
  conversion?: Data
  metadata?: Data
  scope?: string
}

/** A CRD of which only what a test is about has to be said. */
export function definition(options: DefinitionOptions): Data & { metadata: { name: string } } {
  const { plural, kind, group, shortNames = [], conversion, metadata = {}, scope = 'Namespaced' } = options
  const versions = (options.versions ?? [{ name: 'v1', storage: true }]).map(
    ({ name, served = true, storage = false, deprecated = false, properties }) => {
      const known = properties ?? { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }
      return { name, served, storage, deprecated, schema: { openAPIV3Schema: { type: 'object', properties: known } } }
    },
  )
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { ...metadata, name: `${plural}.${group}` },
    spec: { group, scope, names: { plural, kind, shortNames }, versions, ...(conversion && { conversion }) },
  }
}
