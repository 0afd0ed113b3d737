import { formatApiVersion } from '../model/gvk.ts'
import { printable, printableJSON } from '../model/printable.ts'
import { type Dict, fromPlain, isDict, newDict, type Value } from '../model/value.ts'
import { isBuiltIn } from '../schema/built-in-fields.ts'
import type { CRD } from '../schema/crd.ts'
import { childrenOf, type FieldNode } from '../schema/walk.ts'
import { deprecationIn, descriptionOf } from './description.ts'
import type { ResourceDoc } from './doc.ts'
import { formatKeyword, isECMA, isType, keywordsOf } from './json-schema-keywords.ts'
import { prettyJSON } from './pretty-json.ts'
import { immutableOf } from './rules.ts'
import { isIntOrString, typeOf } from './type-words.ts'

/**
 * A JSON Schema (draft 7, what editors and yaml-language-server take) of what a person may write, which refuses nothing that
 * the server accepts: a field that has a default need not be there, nor need one that is not required hold anything (the
 * server drops a null); unknown fields are errors unless they are kept.
 * @param root the resource, or a field of it
 */
export function renderJSONSchema(
  root: FieldNode,
  resource: ResourceDoc,
  { preserveUnknownFields: keepsAll }: CRD,
): string {
  const { group, version, kind } = resource
  const out = newDict()
  out.$schema = 'http://json-schema.org/draft-07/schema#'
  out.$comment = `in a YAML file: # yaml-language-server: $schema=${kind.toLowerCase()}-${group}-${version}.json`
  const apiVersion = formatApiVersion({ group, version })
  out.title = root.parent ? `${root.name} of ${kind} (${apiVersion})` : `${kind} (${apiVersion})`
  Object.assign(out, convert(root, { keepsAll, hasStatus: resource.subresources.status }, false))
  const { properties } = out
  if (!root.parent && isDict(properties)) {
    const fixed = { apiVersion, kind }
    for (const [name, value] of Object.entries(fixed)) {
      properties[name] = Object.assign(newDict(), properties[name], fromPlain({ type: 'string', enum: [value] }))
    }
    if (isDict(properties.metadata)) properties.metadata.type = 'object'
    out.required = [...new Set(['apiVersion', 'kind', 'metadata', ...list(out.required)])]
  }
  return `${printableJSON(prettyJSON(out))}\n`
}

interface Context {
  /** Unknown fields are kept everywhere. */
  keepsAll: boolean
  /** The status is written through a subresource: what is in it is dropped otherwise, and tools write `status: {}`. */
  hasStatus: boolean
}

/** @param mayBeNull the server drops a null, or puts a default in its place */
function convert(node: FieldNode, context: Context, mayBeNull: boolean): Dict {
  const [schema] = node.schemas
  // Of what Kubernetes declares, the parts of an allOf only say what the type is.
  const out = isBuiltIn(schema)
    ? Object.assign(newDict(), ...node.schemas.map((part) => keywordsOf(part, undefined)))
    : keywordsOf(schema, node)
  const type = typeOf(node)
  if (isIntOrString(node)) out.type = ['integer', 'string']
  else if (isType(type)) out.type = type
  const isNullable = node.schemas.some(({ nullable }) => nullable)
  // With an enum, null would be offered like the others.
  if (out.type !== undefined && (isNullable || (mayBeNull && !out.enum))) out.type = [...list(out.type), 'null']
  const description = descriptionOf(node)
  const deprecated = deprecationIn(description)
  const said = [printable(description), ...remarks(node)].filter((part) => part !== '')
  if (said.length > 0) out.description = said.join('\n\n')
  if (deprecated !== undefined) out.deprecationMessage = printable(deprecated)
  if (schema.default !== undefined) out.default = schema.default
  if (schema.example !== undefined) out.examples = [schema.example]
  // In metadata nobody looks at it.
  if (schema.listType === 'set' && !node.builtIn) out.uniqueItems = true
  convertChildren(node, context, out)
  const keeps = context.keepsAll || node.schemas.some((s) => s.preserveUnknownFields || s.additionalProperties === true)
  if (type === 'object' && out.additionalProperties === undefined && !keeps) out.additionalProperties = false
  return out
}

function convertChildren(node: FieldNode, context: Context, out: Dict): void {
  const properties = newDict()
  const required: string[] = []
  for (const child of childrenOf(node)) {
    const hasDefault = child.schemas.some((schema) => schema.default !== undefined)
    if ('property' in child.step!) {
      const mustBe = child.required && !hasDefault && !(context.hasStatus && isInStatus(node))
      if (mustBe) required.push(child.name)
      properties[child.name] = convert(child, context, !mustBe)
    } else if (child.step!.each === 'item') out.items = convert(child, context, hasDefault)
    else out.additionalProperties = convert(child, context, true)
  }
  if (Object.keys(properties).length > 0) out.properties = properties
  if (required.length > 0) out.required = required
}

function isInStatus(node: FieldNode): boolean {
  let at = node
  while (at.parent && at.depth > 1) at = at.parent
  return at.depth === 1 && at.name === 'status'
}

/** What the schema cannot say, for a hover. */
function remarks(node: FieldNode): string[] {
  const { schemas } = node
  const out: string[] = []
  const keys = schemas.flatMap((schema) => (schema.listType === 'map' ? schema.listMapKeys : []))
  if (keys.length > 0) out.push(`Unique by ${printable(keys.join(' and '))}.`)
  const immutable = immutableOf(node, true)
  if (immutable && immutable.when !== 'some-updates') out.push(`Mutable: ${immutable.words}.`)
  for (const { pattern, format, type } of schemas) {
    if (pattern && !isECMA(pattern)) out.push(`Pattern (RE2): ${printable(pattern)}`)
    if (type === 'string' && format && !formatKeyword(format)) out.push(`Format: ${printable(format)}`)
  }
  const rules = schemas.flatMap(({ validations }) =>
    validations.map(({ message, rule }) => `- ${printable(message || rule.trim())}`),
  )
  if (rules.length > 0) out.push(`Rules:\n${rules.join('\n')}`)
  return out
}

function list(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}
