/** The part of JSON Schema that docs/schemas uses; any other keyword is an error, so that nothing is passed over. */
export interface JSONSchema {
  [keyword: string]: unknown
}

/** Where and why the data does not match; empty when it does. */
export function mismatches(data: unknown, schema: JSONSchema, root: JSONSchema = schema, at = '$'): string[] {
  const problems: string[] = []
  const says = (ok: boolean, why: string) => {
    if (!ok) problems.push(`${at}: ${why}`)
  }
  for (const [keyword, value] of Object.entries(schema)) {
    const rule = rules[keyword]
    if (rule) says(rule(data, value), `${keyword} ${JSON.stringify(value)}, got ${JSON.stringify(data)?.slice(0, 100)}`)
    else if (keyword === '$ref') problems.push(...mismatches(data, resolve(String(value), root), root, at))
    else if (keyword === 'items' && Array.isArray(data)) {
      for (const [i, item] of data.entries())
        problems.push(...mismatches(item, value as JSONSchema, root, `${at}[${i}]`))
    } else if (keyword === 'properties' && isObject(data)) {
      for (const [name, child] of Object.entries(value as Record<string, JSONSchema>)) {
        if (name in data) problems.push(...mismatches(data[name], child, root, `${at}.${name}`))
      }
    } else if (keyword === 'additionalProperties' && isObject(data)) {
      const known = Object.keys((schema.properties as object | undefined) ?? {})
      for (const name of Object.keys(data).filter((key) => !known.includes(key))) {
        says(value !== false, `no ${name} here`)
        if (isObject(value)) problems.push(...mismatches(data[name], value, root, `${at}.${name}`))
      }
    } else if (!structural.has(keyword)) throw new Error(`not known here: ${keyword}`)
  }
  return problems
}

const structural = new Set([
  '$schema',
  '$id',
  '$defs',
  'definitions',
  'title',
  'description',
  'items',
  'properties',
  'additionalProperties',
])

const rules: Record<string, (data: unknown, value: unknown) => boolean> = {
  type: (data, value) => [value].flat().some((type) => types[String(type)]!(data)),
  const: (data, value) => data === value,
  enum: (data, value) => (value as unknown[]).includes(data),
  pattern: (data, value) => typeof data !== 'string' || new RegExp(String(value), 'u').test(data),
  minimum: (data, value) => typeof data !== 'number' || data >= Number(value),
  minItems: (data, value) => !Array.isArray(data) || data.length >= Number(value),
  required: (data, value) => !isObject(data) || (value as string[]).every((name) => name in data),
}

const types: Record<string, (data: unknown) => boolean> = {
  object: isObject,
  array: Array.isArray,
  string: (data) => typeof data === 'string',
  boolean: (data) => typeof data === 'boolean',
  integer: Number.isInteger,
  number: (data) => typeof data === 'number',
  null: (data) => data === null,
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function resolve(ref: string, root: JSONSchema): JSONSchema {
  let found: unknown = root
  for (const step of ref.split('/').slice(1)) found = (found as Record<string, unknown>)[step]
  return found as JSONSchema
}
