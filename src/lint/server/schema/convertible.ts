import type { SchemaProps } from '../types.ts'

/**
 * Why a schema cannot become a structural one; undefined when it can.
 * Upstream: apiserver/schema/convert.go NewStructural.
 */
export function conversionError(root: SchemaProps): string | undefined {
  const todo = [root]
  while (todo.length > 0) {
    const schema = todo.pop()!
    const error = ownError(schema)
    if (error !== undefined) return error
    for (const child of [schema.not, schema.items?.schema, schema.additionalProperties?.schema]) {
      if (child) todo.push(child)
    }
    for (const list of [schema.allOf, schema.anyOf, schema.oneOf, schema.properties?.values()]) {
      if (list) for (const child of list) todo.push(child)
    }
  }
  return undefined
}

function ownError(schema: SchemaProps): string | undefined {
  const unsupported = (keyword: string) => `OpenAPIV3Schema '${keyword}' is not supported`
  if (schema.id !== '') return unsupported('id')
  if (schema.schema !== '') return unsupported('schema')
  if (schema.ref) return unsupported('$ref')
  if (schema.patternProperties?.size) return unsupported('patternProperties')
  if (schema.dependencies?.size) return unsupported('dependencies')
  if (schema.additionalItems) return unsupported('additionalItems')
  if (schema.definitions?.size) return unsupported('definitions')
  if (schema.xPreserveUnknownFields === false) {
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined"
  }
  if (schema.items?.jsonSchemas?.length) return "OpenAPIV3Schema 'items' must be a schema, but is an array"
  return undefined
}
