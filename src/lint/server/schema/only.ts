import type { SchemaProps } from '../types.ts'

/** Keywords that say nothing when they are empty, but are not nothing to Go: an empty list is no nil. */
type Keyword = Exclude<keyof SchemaProps, 'spot' | 'raw'>

const silentWhenEmpty = new Set<Keyword>(['enum', 'allOf', 'anyOf', 'oneOf'])
/** Unsupported keywords, which the conversion refuses unless they are empty. */
const unsupported = new Set<Keyword>(['ref', 'patternProperties', 'dependencies', 'definitions'])

/**
 * Does the schema say nothing but these keywords? As Go's reflect.DeepEqual sees it after the conversion to a
 * structural schema, so an empty list counts, unless the conversion loses it.
 * @param nested in a combinator, `additionalProperties: false` is lost too
 */
export function isOnly(schema: SchemaProps, allowed: readonly Keyword[], nested = false): boolean {
  const { spot: _, raw: __, ...keywords } = schema
  for (const [key, value] of Object.entries(keywords) as [Keyword, unknown][]) {
    if (value === undefined || value === '' || value === false || allowed.includes(key)) continue
    if (unsupported.has(key)) continue
    if (key === 'additionalProperties' && nested && schema.additionalProperties?.allows === false) continue
    if (silentWhenEmpty.has(key) && (value as unknown[]).length === 0) continue
    if (key === 'items' && schema.items?.schema === undefined) continue
    return false
  }
  return true
}
