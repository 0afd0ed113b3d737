import { types } from './decode/definition-types.ts'
import { allSchemas } from './schema/walk.ts'
import type { SchemaOrArray, SchemaProps, Version } from './types.ts'

/** A schema prints as a good kilobyte. The largest CRDs known have some 10,000. */
const maxSchemas = 20_000
const tooLarge = '"(too large to print)"'

/** A whole schema in a cause's text. */
export function printSchema(schema: SchemaProps): string {
  return isLarge([schema]) ? tooLarge : types.schema.print(schema)
}

export function printItems(items: SchemaOrArray): string {
  return isLarge(items.jsonSchemas ?? []) ? tooLarge : types.items.print(items)
}

export function printVersions(versions: Version[] | undefined): string {
  const roots = versions?.flatMap((version) => version.schema?.openAPIV3Schema ?? []) ?? []
  return isLarge(roots) ? tooLarge : types.versions.print(versions)
}

function isLarge(roots: readonly SchemaProps[]): boolean {
  let count = 0
  for (const root of roots) {
    for (const _ of allSchemas(root)) if (++count > maxSchemas) return true
  }
  return false
}
