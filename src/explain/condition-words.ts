import type { Schema } from '../schema/schema.ts'
import { boundsWords, countOf, countWords, rangeOf } from './bounds.ts'
import { valueWords } from './value-words.ts'

const deepest = 6
const longest = 2000

/** The anyOf, oneOf and not of a schema, one sentence each; int-or-string's own anyOf is its type. */
export function conditionsOf(schema: Schema): string[] {
  const out: string[] = []
  if (schema.oneOf.length > 0) out.push(clip(oneOf(schema.oneOf, 'it', 0)))
  if (schema.anyOf.length > 0 && !isIntOrString(schema)) out.push(clip(anyOf(schema.anyOf, 'it', 0)))
  if (schema.not) out.push(clip(not(schema.not, 'it', 0)))
  return out
}

function isIntOrString(schema: Schema): boolean {
  const types = schema.anyOf.map((branch) => branch.type)
  return schema.intOrString && types.join() === 'integer,string'
}

function clip(words: string): string {
  return words.length > longest ? `${words.slice(0, longest)} …` : words
}

function oneOf(branches: readonly Schema[], subject: string, depth: number): string {
  const names = singles(branches, subject)
  if (names) return names.length === 1 ? `${names[0]} is set` : `exactly one of ${names.join(', ')} is set`
  const none = branches.find((branch) => branch.not && Object.keys(branch.raw).length === 1)
  const rest = branches.filter((branch) => branch !== none)
  const others = none && singles(rest, subject)
  const excluded = none && singles(none.not!.anyOf, subject)
  if (others && excluded && others.length > 1 && [...others].sort().join() === [...excluded].sort().join()) {
    return `at most one of ${others.join(', ')} is set`
  }
  return `exactly one holds: ${alternatives(branches, subject, depth)}`
}

function anyOf(branches: readonly Schema[], subject: string, depth: number): string {
  const names = singles(branches, subject)
  if (names) return names.length === 1 ? `${names[0]} is set` : `at least one of ${names.join(', ')} is set`
  return `at least one holds: ${alternatives(branches, subject, depth)}`
}

function alternatives(branches: readonly Schema[], subject: string, depth: number): string {
  return branches.map((branch, i) => `(${i + 1}) ${all(branch, subject, depth + 1)}`).join('; ')
}

function not(schema: Schema, subject: string, depth: number): string {
  const required = onlyRequired(schema)
  if (required?.length === 1) return `${within(subject, required[0]!)} is not set`
  if (required) return `not all of ${required.map((name) => within(subject, name)).join(', ')} are set`
  const names = Object.keys(schema.raw).length === 1 && singles(schema.anyOf, subject)
  if (names) return names.length === 1 ? `${names[0]} is not set` : `none of ${names.join(', ')} is set`
  return `not: ${all(schema, subject, depth + 1)}`
}

/** The properties, when each branch only requires one. */
function singles(branches: readonly Schema[], subject: string): string[] | undefined {
  const names = branches.map((branch) => onlyRequired(branch))
  if (names.length === 0 || names.some((list) => list?.length !== 1)) return undefined
  return names.map((list) => within(subject, list![0]!))
}

function onlyRequired(schema: Schema): readonly string[] | undefined {
  const keys = Object.keys(schema.raw)
  return keys.length === 1 && keys[0] === 'required' ? schema.required : undefined
}

/** All that a branch demands, joined by `and`. */
function all(schema: Schema, subject: string, depth: number): string {
  const parts = demands(schema, subject, depth)
  return parts.length === 0 ? 'anything' : parts.join(' and ')
}

function demands(schema: Schema, subject: string, depth: number): string[] {
  if (depth > deepest) return ['…']
  const out: string[] = []
  const required = schema.required.filter((name) => !schema.properties.has(name) || demandsNothing(schema, name))
  for (const name of required) out.push(`${within(subject, name)} is set`)
  if (schema.type) out.push(`${subject} is ${/^[aeiou]/.test(schema.type) ? 'an' : 'a'} ${schema.type}`)
  const values = schema.enum?.map(valueWords)
  if (values) out.push(`${subject} is ${values.length === 1 ? values[0] : `one of ${values.join(', ')}`}`)
  const range = rangeOf([schema])
  if (range) out.push(`${subject} is ${boundsWords(range)}`)
  if (schema.multipleOf !== undefined) out.push(`${subject} is a multiple of ${schema.multipleOf}`)
  const length = countOf([schema], 'minLength', 'maxLength')
  if (length) out.push(`${subject} has ${countWords(length, 'character', 'characters')}`)
  const items = countOf([schema], 'minItems', 'maxItems')
  if (items) out.push(`${subject} has ${countWords(items, 'item', 'items')}`)
  const entries = countOf([schema], 'minProperties', 'maxProperties')
  if (entries) out.push(`${subject} has ${countWords(entries, 'entry', 'entries')}`)
  if (schema.pattern) out.push(`${subject} matches ${schema.pattern}`)
  if (schema.format) out.push(`${subject} is of format ${schema.format}`)
  for (const [name, child] of schema.properties) {
    const isSet = schema.required.includes(name) ? '' : ' (if set)'
    out.push(...demands(child, within(subject, name), depth + 1).map((demand) => `${demand}${isSet}`))
  }
  if (schema.items) out.push(...demands(schema.items, `each item of ${subject}`, depth + 1))
  const additional = schema.additionalProperties
  if (typeof additional === 'object') out.push(...demands(additional, `each value of ${subject}`, depth + 1))
  for (const branch of schema.allOf) out.push(...demands(branch, subject, depth + 1))
  if (schema.anyOf.length > 0) out.push(`[${anyOf(schema.anyOf, subject, depth + 1)}]`)
  if (schema.oneOf.length > 0) out.push(`[${oneOf(schema.oneOf, subject, depth + 1)}]`)
  if (schema.not) out.push(not(schema.not, subject, depth + 1))
  return out
}

/** A required property that a branch says more about need not be called set as well. */
function demandsNothing(schema: Schema, name: string): boolean {
  return Object.keys(schema.properties.get(name)!.raw).length === 0
}

function within(subject: string, name: string): string {
  return subject === 'it' ? name : `${subject}.${name}`
}
