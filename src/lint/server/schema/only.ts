import type { SchemaProps } from '../types.ts'

/** Keywords that say nothing when they are empty, but are not nothing to Go: an empty list is no nil. */
export type Keyword = Exclude<keyof SchemaProps, 'spot' | 'raw'>

const silentWhenEmpty = new Set<Keyword>(['enum', 'allOf', 'anyOf', 'oneOf'])
/** Unsupported keywords, which the conversion refuses unless they are empty. */
const unsupported = new Set<Keyword>(['ref', 'patternProperties', 'dependencies', 'definitions'])

/** Go keeps these as pointers, so that even an empty one is there. */
const pointers = new Set<Keyword>(['ref', 'default', 'example', 'xListType', 'xMapType', 'xPreserveUnknownFields'])

/** Is it what Go holds when the keyword is absent? */
export function isZero(key: Keyword, value: unknown): boolean {
  return value === undefined || ((value === '' || value === false) && !pointers.has(key))
}

/**
 * Does the schema say nothing but these keywords? As Go's reflect.DeepEqual sees it after the conversion to a
 * structural schema, so an empty list counts, unless the conversion loses it.
 * @param nested in a combinator, `additionalProperties: false` is lost too
 */
export function isOnly(schema: SchemaProps, allowed: readonly Keyword[], nested = false): boolean {
  const { spot: _, raw: __, ...keywords } = schema
  for (const [key, value] of Object.entries(keywords) as [Keyword, unknown][]) {
    if (isZero(key, value) || allowed.includes(key)) continue
    if (unsupported.has(key)) continue
    if (key === 'additionalProperties' && nested && schema.additionalProperties?.allows === false) continue
    if (silentWhenEmpty.has(key) && (value as unknown[]).length === 0) continue
    if (key === 'items' && schema.items?.schema === undefined) continue
    return false
  }
  return true
}
