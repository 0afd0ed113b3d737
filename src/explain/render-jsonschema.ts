import { printable, printableJSON } from '../model/printable.ts'
import { type Dict, fromPlain, isDict, newDict, type Value } from '../model/value.ts'
import { isBuiltIn } from '../schema/built-in-fields.ts'
import type { Schema } from '../schema/schema.ts'
import { childrenOf, type FieldNode } from '../schema/walk.ts'
import { descriptionOf } from './description.ts'
import type { ResourceDoc } from './doc.ts'
import { prettyJSON } from './pretty-json.ts'
import { isIntOrString, typeOf } from './type-words.ts'

/**
 * A JSON Schema (draft 7, what editors and yaml-language-server take) of what a person may write: unknown fields are
 * errors unless they are kept, and a required field that has a default may be left out, since the server fills in
 * defaults before it looks.
 * @param root the resource, or a field of it
 */
export function renderJSONSchema(root: FieldNode, resource: ResourceDoc): string {
  const { group, version, kind } = resource
  const out = newDict()
  out.$schema = 'http://json-schema.org/draft-07/schema#'
  out.$comment = `in a YAML file: # yaml-language-server: $schema=${kind.toLowerCase()}-${group}-${version}.json`
  out.title = root.parent ? `${root.name} of ${kind} (${group}/${version})` : `${kind} (${group}/${version})`
  Object.assign(out, convert(root))
  const { properties } = out
  if (!root.parent && isDict(properties)) {
    const fixed = { apiVersion: `${group}/${version}`, kind }
    for (const [name, value] of Object.entries(fixed)) {
      properties[name] = Object.assign(newDict(), properties[name], fromPlain({ type: 'string', enum: [value] }))
    }
    out.required = [...new Set(['apiVersion', 'kind', 'metadata', ...list(out.required)])]
  }
  return `${printableJSON(prettyJSON(out))}\n`
}

function convert(node: FieldNode): Dict {
  const [schema] = node.schemas
  // Of what Kubernetes declares, the parts of an allOf only say what the type is.
  const out = isBuiltIn(schema)
    ? Object.assign(newDict(), ...node.schemas.map((part) => valueKeywords(part, [])))
    : valueKeywords(schema)
  const type = typeOf(node)
  if (isIntOrString(node)) out.type = ['integer', 'string']
  else if (type) out.type = type
  if (node.schemas.some(({ nullable }) => nullable)) allowNull(out)
  const description = describe(node)
  if (description) out.description = description
  if (schema.default !== undefined) out.default = schema.default
  if (schema.example !== undefined) out.examples = [schema.example]
  if (schema.listType === 'set') out.uniqueItems = true
  const children = childrenOf(node)
  const properties = children.filter((child) => child.step && 'property' in child.step)
  if (properties.length > 0) {
    const converted = newDict()
    for (const child of properties) converted[child.name] = convert(child)
    out.properties = converted
  }
  const required = properties.filter((child) => child.required && !child.schemas.some((s) => s.default !== undefined))
  if (required.length > 0) out.required = required.map((child) => child.name)
  else delete out.required
  for (const child of children) {
    if (child.name === '[]') out.items = convert(child)
    if (child.name === '*') out.additionalProperties = convert(child)
  }
  const keeps = node.schemas.some((s) => s.preserveUnknownFields || s.additionalProperties === true)
  if (type === 'object' && out.additionalProperties === undefined && !keeps) out.additionalProperties = false
  return out
}

/** What a schema says about a value, its alternatives included; structure aside. */
function valueKeywords(
  schema: Schema,
  branches: readonly ('allOf' | 'anyOf' | 'oneOf')[] = ['allOf', 'anyOf', 'oneOf'],
): Dict {
  const out = newDict()
  const { minimum, maximum } = schema
  if (schema.title) out.title = printable(schema.title)
  if (schema.enum) out.enum = [...schema.enum]
  if (schema.format) out.format = schema.format
  if (schema.pattern && isECMA(schema.pattern)) out.pattern = schema.pattern
  if (minimum !== undefined) out[schema.exclusiveMinimum ? 'exclusiveMinimum' : 'minimum'] = schema.raw.minimum!
  if (maximum !== undefined) out[schema.exclusiveMaximum ? 'exclusiveMaximum' : 'maximum'] = schema.raw.maximum!
  if (schema.multipleOf !== undefined && schema.multipleOf > 0) out.multipleOf = schema.raw.multipleOf!
  for (const key of counts) {
    const count = schema[key]
    if (count !== undefined && count >= 0) out[key] = count
  }
  for (const key of branches) {
    if (schema[key].length > 0 && !(key === 'anyOf' && schema.intOrString)) out[key] = schema[key].map(branch)
  }
  if (schema.not) out.not = branch(schema.not)
  return out
}

const counts = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'] as const

/** A schema within allOf, anyOf, oneOf or not: it closes nothing. */
function branch(schema: Schema): Dict {
  const out = valueKeywords(schema)
  if (schema.type) out.type = schema.type
  if (schema.nullable) allowNull(out)
  if (schema.properties.size > 0) {
    const properties = newDict()
    for (const [name, child] of schema.properties) properties[name] = branch(child)
    out.properties = properties
  }
  if (schema.required.length > 0) out.required = [...new Set(schema.required)]
  if (schema.items) out.items = branch(schema.items)
  const values = schema.additionalProperties
  if (values !== undefined) out.additionalProperties = typeof values === 'boolean' ? values : branch(values)
  return out
}

/** An enum still refuses null, as the server does. */
function allowNull(out: Dict): void {
  if (out.type !== undefined) out.type = [...list(out.type), 'null']
}

/** The description and the rules, for a hover. */
function describe(node: FieldNode): string {
  const { schemas } = node
  const parts = [printable(descriptionOf(node))]
  const rules = schemas.flatMap(({ validations }) =>
    validations.map(({ message, rule }) => `- ${printable(message || rule.trim())}`),
  )
  if (rules.length > 0) parts.push(`Rules:\n${rules.join('\n')}`)
  const foreign = schemas.flatMap(({ pattern }) =>
    pattern && !isECMA(pattern) ? [`Pattern (RE2): ${printable(pattern)}`] : [],
  )
  return [...parts, ...foreign].filter((part) => part !== '').join('\n\n')
}

/** Editors run patterns as JavaScript does; one that only RE2 knows is told in the description. */
function isECMA(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== ''
  } catch {
    return false
  }
}

function list(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}
