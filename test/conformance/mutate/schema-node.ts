import { isObject, type JSONObject, type JSONValue } from './json.ts'
import { chance, pick, type Random } from './random.ts'

/** The root schemas of a CRD's versions. */
export function rootSchemas(crd: JSONObject): JSONObject[] {
  const spec = crd.spec
  const versions = isObject(spec) && Array.isArray(spec.versions) ? spec.versions : []
  return versions.flatMap((version) => {
    const holder = isObject(version) ? version.schema : undefined
    const root = isObject(holder) ? holder.openAPIV3Schema : undefined
    return isObject(root) ? [root] : []
  })
}

/** One schema of the CRD, chosen by going down at random; undefined when there is none. */
export function anySchema(random: Random, crd: JSONObject): JSONObject | undefined {
  const roots = rootSchemas(crd)
  if (roots.length === 0) return undefined
  let schema = pick(random, roots)
  for (;;) {
    const next = children(schema)
    if (next.length === 0 || chance(random, 0.1)) return schema
    schema = pick(random, next)
  }
}

/** One schema of these types; undefined when none was found in a few tries. */
export function schemaOf(random: Random, crd: JSONObject, ...types: string[]): JSONObject | undefined {
  for (let i = 0; i < 20; i++) {
    const schema = anySchema(random, crd)
    if (schema && types.includes(String(schema.type))) return schema
  }
  return undefined
}

function children(schema: JSONObject): JSONObject[] {
  const out: JSONObject[] = []
  const add = (value: JSONValue | undefined) => {
    if (isObject(value)) out.push(value)
  }
  if (isObject(schema.properties)) for (const child of Object.values(schema.properties)) add(child)
  for (const key of ['items', 'additionalProperties', 'not']) add(schema[key])
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[key]
    if (Array.isArray(list)) for (const child of list) add(child)
  }
  return out
}

/** A small schema, mostly a right one. */
export function smallSchema(random: Random): JSONObject {
  return pick<() => JSONObject>(random, [
    () => ({ type: 'string' }),
    () => ({ type: 'integer' }),
    () => ({ type: 'boolean' }),
    () => ({ type: 'object' }),
    () => ({ type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } }),
    () => ({ type: 'array', items: { type: 'string' } }),
    () => ({ type: 'object', additionalProperties: { type: 'string' } }),
    () => ({ 'x-kubernetes-int-or-string': true }),
    () => ({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
    () => ({ type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true }),
    () => ({}),
    () => ({ type: 'string', description: 'd' }),
  ])()
}
