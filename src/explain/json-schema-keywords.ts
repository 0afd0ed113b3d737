import { printable } from '../model/printable.ts'
import { type Dict, Float, newDict, type Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import { childrenOf, type FieldNode } from '../schema/walk.ts'

/**
 * What a schema says about a value, as JSON Schema says it, its alternatives included; structure aside.
 * @param node the field that the schema is of, for its alternatives; undefined leaves them out
 */
export function keywordsOf(schema: Schema, node: FieldNode | undefined): Dict {
  const out = newDict()
  const { minimum, maximum, multipleOf, type } = schema
  if (schema.title) out.title = printable(schema.title)
  if (schema.enum) out.enum = [...schema.enum]
  const format = type === 'string' || type === '' ? formatKeyword(schema.format) : undefined
  if (format) out.format = format
  if (schema.pattern && isECMA(schema.pattern)) out.pattern = schema.pattern
  if (minimum !== undefined) out[schema.exclusiveMinimum ? 'exclusiveMinimum' : 'minimum'] = schema.raw.minimum!
  if (maximum !== undefined) out[schema.exclusiveMaximum ? 'exclusiveMaximum' : 'maximum'] = schema.raw.maximum!
  // Of fractions every program makes something else.
  if (multipleOf !== undefined && multipleOf > 0 && isWhole(schema.raw.multipleOf!))
    out.multipleOf = schema.raw.multipleOf!
  for (const key of counts) {
    const count = schema[key]
    if (count !== undefined && count >= 0) out[key] = count
  }
  if (!node) return out
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
    const branches = schema[key]
    if (branches.length === 0 || (key === 'anyOf' && schema.intOrString)) continue
    if (!branches.some((branch) => speaksOfDefaults(branch, node)))
      out[key] = branches.map((branch) => branchOf(branch, node))
  }
  if (schema.not && !speaksOfDefaults(schema.not, node)) out.not = branchOf(schema.not, node)
  return out
}

const counts = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'] as const

function isWhole(value: Value): boolean {
  return typeof value === 'bigint' || Number.isInteger(value instanceof Float ? value.value : value)
}

/** A schema within allOf, anyOf, oneOf or not: it closes nothing. */
function branchOf(schema: Schema, node: FieldNode): Dict {
  const out = keywordsOf(schema, node)
  if (isType(schema.type)) out.type = schema.nullable ? [schema.type, 'null'] : schema.type
  if (schema.properties.size > 0) {
    const properties = newDict()
    for (const [name, child] of schema.properties) properties[name] = branchOf(child, below(node, name) ?? node)
    out.properties = properties
  }
  if (schema.required.length > 0) out.required = [...new Set(schema.required)]
  if (schema.items) out.items = branchOf(schema.items, each(node) ?? node)
  const values = schema.additionalProperties
  if (values !== undefined)
    out.additionalProperties = typeof values === 'boolean' ? values : branchOf(values, each(node) ?? node)
  return out
}

/**
 * Does an alternative depend on what the server fills in first? A program that reads a file does not, and would come to
 * another answer.
 */
function speaksOfDefaults(schema: Schema, node: FieldNode): boolean {
  const isFilledIn = (name: string) =>
    below(node, name)?.schemas.some(({ default: value }) => value !== undefined) === true
  if (schema.required.some(isFilledIn)) return true
  for (const [name, child] of schema.properties) {
    const field = below(node, name)
    if (isFilledIn(name) || (field && speaksOfDefaults(child, field))) return true
  }
  const item = each(node)
  const values = schema.additionalProperties
  const inner = [...(schema.items ? [schema.items] : []), ...(typeof values === 'object' ? [values] : [])]
  if (item && inner.some((child) => speaksOfDefaults(child, item))) return true
  const branches = [...schema.allOf, ...schema.anyOf, ...schema.oneOf, ...(schema.not ? [schema.not] : [])]
  return branches.some((branch) => speaksOfDefaults(branch, node))
}

function below(node: FieldNode, name: string): FieldNode | undefined {
  return childrenOf(node).find(({ step }) => step && 'property' in step && step.property === name)
}

function each(node: FieldNode): FieldNode | undefined {
  return childrenOf(node).find(({ step }) => step && 'each' in step)
}

/**
 * A format of JSON Schema that means what the server means by the name; most do not: a duration is another one there, and a
 * URI may not be a path.
 */
export function formatKeyword(name: string): string | undefined {
  const plain = name.replaceAll('-', '')
  return plain === 'datetime' ? 'date-time' : ['date', 'ipv4', 'ipv6'].find((known) => known === plain)
}

/** One that every program knows. */
export function isType(name: string): boolean {
  return ['array', 'boolean', 'integer', 'number', 'object', 'string'].includes(name)
}

/** Editors run patterns as JavaScript does. */
export function isECMA(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== ''
  } catch {
    return false
  }
}
