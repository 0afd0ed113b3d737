import type { SchemaProps, Spec } from '../types.ts'

/**
 * A schema and all below it, parents first; unsupported keywords are looked into too. Not recursive.
 * Upstream: validation.go SchemaHas.
 */
export function* allSchemas(root: SchemaProps | undefined): Generator<SchemaProps> {
  const todo: (SchemaProps | undefined)[] = [root]
  while (todo.length > 0) {
    const schema = todo.pop()
    if (!schema) continue
    yield schema
    todo.push(schema.not, schema.items?.schema, schema.additionalProperties?.schema, schema.additionalItems?.schema)
    for (const list of [schema.items?.jsonSchemas, schema.allOf, schema.anyOf, schema.oneOf]) {
      if (list) for (const child of list) todo.push(child)
    }
    for (const map of [schema.properties, schema.patternProperties, schema.definitions]) {
      if (map) for (const child of map.values()) todo.push(child)
    }
    if (schema.dependencies) for (const child of schema.dependencies.values()) todo.push(child.schema)
  }
}

/** The root schemas of a CRD: the shared one, or those of the versions. */
export function rootSchemas(spec: Spec): SchemaProps[] {
  const roots = [spec.validation, ...(spec.versions ?? []).map((version) => version.schema)]
  return roots.flatMap((validation) => validation?.openAPIV3Schema ?? [])
}

/** Upstream: validation.go HasSchemaWith. */
export function hasSchemaWith(spec: Spec, holds: (schema: SchemaProps) => boolean): boolean {
  for (const root of rootSchemas(spec)) {
    for (const schema of allSchemas(root)) if (holds(schema)) return true
  }
  return false
}
