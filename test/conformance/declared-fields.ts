/** JSON data, as any parser makes it. */
export type Data = Record<string, unknown>

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const owner = ['apiVersion', 'blockOwnerDeletion', 'controller', 'kind', 'name', 'uid']
const managed = ['apiVersion', 'fieldsType', 'fieldsV1', 'manager', 'operation', 'subresource', 'time']
const plain = [
  ...['annotations', 'creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'finalizers'],
  ...['generateName', 'generation', 'labels', 'managedFields', 'name', 'namespace', 'ownerReferences'],
  ...['resourceVersion', 'selfLink', 'uid'],
]

/** What every object has, by path below it: as `kubectl explain --recursive` lists it for a custom resource. */
const everywhere = [
  ...['apiVersion', 'kind', 'metadata'],
  ...plain.map((name) => `metadata.${name}`),
  ...managed.map((name) => `metadata.managedFields[].${name}`),
  ...owner.map((name) => `metadata.ownerReferences[].${name}`),
]

/**
 * The paths of all properties of a resource: those that the schema declares, anywhere, and those that the root and
 * embedded resources have anyway. Walks the data of a CRD, and knows nothing of how we read schemas.
 */
export function declaredFields(schema: unknown): Set<string> {
  const out = new Set(everywhere)
  collect(schema, '', out)
  return out
}

function collect(schema: unknown, path: string, out: Set<string>): void {
  if (!isData(schema)) return
  for (const [name, child] of Object.entries(isData(schema.properties) ? schema.properties : {})) {
    const at = joined(path, name)
    out.add(at)
    collect(child, at, out)
  }
  if (schema['x-kubernetes-embedded-resource'] === true) for (const field of everywhere) out.add(`${path}.${field}`)
  collect(schema.items, `${path}[]`, out)
  collect(schema.additionalProperties, path === '' ? '*' : `${path}.*`, out)
  // Schemas that are not structural declare fields in branches alone.
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    for (const branch of Array.isArray(schema[key]) ? schema[key] : []) collect(branch, path, out)
  }
}

function joined(path: string, name: string): string {
  if (/[\s.[\]*"'\\/~{}#]/.test(name) || name === '') return `${path}[${JSON.stringify(name)}]`
  return path === '' ? name : `${path}.${name}`
}
