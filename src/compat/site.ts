import { newDict } from '../model/value.ts'
import { Schema } from '../schema/schema.ts'

/**
 * All that holds for a value always: the schema that declares it, and what branches of allOf say of it, here and above.
 * Defaults, pruning and list types are those of `own` alone.
 */
export interface Site {
  own: Schema
  /** `own` first. */
  parts: readonly Schema[]
}

/** Of a schema by itself. */
export function siteOf(schema: Schema): Site {
  return { own: schema, parts: withAllOf([schema]) }
}

/** What a site says when one of its alternatives is chosen too. */
export function withBranch(site: Site, branch: Schema): Site {
  return { own: site.own, parts: withAllOf([...site.parts, branch]) }
}

/** The root of a version; without a schema anything goes. */
export function rootOf({ schema }: { schema: Schema | undefined }): Site {
  return schema ? siteOf(schema) : anything
}

/** What both say of a value; what is declared is what the first declares. */
export function both(site: Site, other: Site): Site {
  return { own: site.own, parts: [...site.parts, ...other.parts] }
}

/** The declared property; undefined when `own` does not declare it. */
export function propertySite(site: Site, name: string): Site | undefined {
  const own = site.own.properties.get(name)
  return own && { own, parts: withAllOf(site.parts.flatMap((part) => part.properties.get(name) ?? valuesIn(part))) }
}

/** What holds for a key: its declaration, else that of all values; undefined when nothing describes it. */
export function keySite(site: Site, name: string): Site | undefined {
  return propertySite(site, name) ?? valueSite(site)
}

/** The values of a map. */
export function valueSite(site: Site): Site | undefined {
  const own = site.own.additionalProperties
  return typeof own === 'object' ? { own, parts: withAllOf(site.parts.flatMap(valuesIn)) } : undefined
}

/** The items of a list. */
export function itemSite(site: Site): Site | undefined {
  const own = site.own.items
  return own && { own, parts: withAllOf(site.parts.flatMap((part) => part.items ?? [])) }
}

/** Nothing is said of it. */
export const anything: Site = siteOf(
  new Schema(Object.assign(newDict(), { 'x-kubernetes-preserve-unknown-fields': true })),
)

/** Are keys kept that nothing describes? */
export function keepsUnknown({ own }: Site): boolean {
  return own.preserveUnknownFields || own.additionalProperties === true
}

function valuesIn(part: Schema): Schema[] {
  const values = part.additionalProperties
  return typeof values === 'object' ? [values] : []
}

function withAllOf(schemas: readonly Schema[]): Schema[] {
  const out: Schema[] = []
  const todo = [...schemas].reverse()
  for (let next = todo.pop(); next; next = todo.pop()) {
    out.push(next)
    for (let i = next.allOf.length - 1; i >= 0; i--) todo.push(next.allOf[i]!)
  }
  return out
}
