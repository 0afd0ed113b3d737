import type { ServerVersion } from '../model/server-version.ts'
import { deepEqual, isDict, type Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import type { FieldNode } from '../schema/walk.ts'
import { enforcedFormat } from '../validation/formats/enforced-formats.ts'
import { countOf, rangeOf } from './bounds.ts'
import { deprecationIn, descriptionOf } from './description.ts'
import type { Facts, FormatDoc } from './doc.ts'
import { formatWords, isNumberFormat } from './format-words.ts'
import { patternWords } from './pattern-words.ts'
import { conditionsFor, immutableOf, rulesOf } from './rules.ts'
import { eachOf, isIntOrString, kubectlType, typeOf, typeWords } from './type-words.ts'

/**
 * Everything that the schemas of a node say about its value.
 * @param inherit also the rules and alternatives of the fields above that speak of it
 */
export function factsOf(node: FieldNode, server: ServerVersion, inherit = true): Facts {
  const { schemas } = node
  const [own] = schemas
  const some = (test: (schema: Schema) => boolean) => schemas.some(test) || undefined
  const first = <T>(get: (schema: Schema) => T | undefined) =>
    schemas.flatMap((schema) => get(schema) ?? [])[0] as T | undefined
  const described = descriptionOf(node)
  const each = eachOf(node)
  const listType = first((schema) => schema.listType)
  const keys = schemas.flatMap((schema) => schema.listMapKeys)
  const defaulted = schemas.find((schema) => schema.default !== undefined)
  const isObject = typeOf(node) === 'object'
  return compact({
    type: kubectlType(node),
    words: typeWords(node),
    title: node.builtIn ? undefined : own.title || undefined,
    description: described,
    deprecated: deprecationIn(described),
    default: defaulted?.default,
    example: schemas.find((schema) => schema.example !== undefined)?.example,
    enum: enumOf(schemas),
    format: formatOf(node, server),
    range: rangeOf(schemas),
    multipleOf: first((schema) => schema.multipleOf),
    length: countOf(schemas, 'minLength', 'maxLength'),
    items: countOf(schemas, 'minItems', 'maxItems'),
    entries: countOf(schemas, 'minProperties', 'maxProperties'),
    unique: some((schema) => schema.raw.uniqueItems === true),
    patterns: patternsOf(schemas),
    nullable: some((schema) => schema.nullable),
    intOrString: isIntOrString(node) || undefined,
    preservesUnknownFields: some((schema) => keepsUnknown(schema, isObject)),
    embeddedResource: some((schema) => schema.embeddedResource),
    list: listType === undefined ? undefined : { type: listType as 'atomic', ...(keys.length > 0 && { keys }) },
    map: first((schema) => schema.mapType) as Facts['map'],
    immutable: immutableOf(node, inherit),
    rules: orNone(rulesOf(node, inherit)),
    conditions: orNone(conditionsFor(node, inherit)),
    externalDocs: externalDocsOf(own),
    each: each && factsOf(each, server, false),
  })
}

function keepsUnknown(schema: Schema, isObject: boolean): boolean {
  return schema.preserveUnknownFields || (isObject && schema.additionalProperties === true)
}

/** Without the absent ones: `field in facts` then says what there is. */
function compact(facts: { [K in keyof Facts]: Facts[K] | undefined }): Facts {
  const out: Partial<Record<keyof Facts, unknown>> = {}
  for (const key of Object.keys(facts) as (keyof Facts)[]) if (facts[key] !== undefined) out[key] = facts[key]
  return out as Facts
}

function orNone<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined
}

/** The values that every enum allows. */
function enumOf(schemas: readonly Schema[]): Value[] | undefined {
  const [first, ...others] = schemas.flatMap((schema) => (schema.enum ? [schema.enum] : []))
  return first?.filter((value) => others.every((other) => other.some((allowed) => deepEqual(allowed, value))))
}

function patternsOf(schemas: readonly Schema[]): Facts['patterns'] {
  const regexes = new Set(schemas.flatMap((schema) => (schema.pattern ? [schema.pattern] : [])))
  if (regexes.size === 0) return undefined
  return [...regexes].map((regex) => {
    const meaning = patternWords(regex)
    return { regex, ...(meaning && { meaning }) }
  })
}

function formatOf(node: FieldNode, server: ServerVersion): FormatDoc | undefined {
  const name = node.schemas.find((schema) => schema.format)?.format
  if (!name) return undefined
  const meaning = formatWords(name)
  const type = typeOf(node)
  const isNumber = type === 'integer' || type === 'number'
  const enforced = isNumber ? isNumberFormat(name) : enforcedFormat(name, server) !== undefined
  return { name, ...(meaning && { meaning }), enforced: enforced && (isNumber || type === 'string' || type === '') }
}

function externalDocsOf(schema: Schema): Facts['externalDocs'] {
  const raw = schema.raw.externalDocs
  if (!isDict(raw)) return undefined
  const { description, url } = raw
  return {
    ...(typeof description === 'string' && { description }),
    ...(typeof url === 'string' && { url }),
  }
}
