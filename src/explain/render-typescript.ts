import { marshalString } from '../model/go/json.ts'
import { formatApiVersion } from '../model/gvk.ts'
import { printable, printableLine, visible } from '../model/printable.ts'
import { childrenOf, type FieldNode, propertiesOf } from '../schema/walk.ts'
import { descriptionOf } from './description.ts'
import type { ResourceDoc } from './doc.ts'
import { isIntOrString, typeOf } from './type-words.ts'

interface Context {
  /** Names that are taken. */
  names: Set<string>
  /** Interfaces that are done, in the order in which they were asked for. */
  done: string[]
  /** Interfaces that are still to be written. */
  todo: { name: string; node: FieldNode }[]
  /** Interfaces of Kubernetes' own types, by type. */
  builtIns: Map<string, string>
  apiVersion: string
  kind: string
}

/** TypeScript types of a resource, one interface for each object in it, descriptions as comments. */
export function renderTypeScript(root: FieldNode, { group, version, kind }: ResourceDoc): string {
  const context: Context = {
    names: new Set(),
    done: [],
    todo: [],
    builtIns: new Map(),
    apiVersion: formatApiVersion({ group, version }),
    kind,
  }
  const name = root.parent ? `${kind}${typeName(root.name)}` : kind
  const isObject = propertiesOf(root).length > 0 && childrenOf(root).every((child) => 'property' in child.step!)
  if (isObject) request(root, name, context)
  else context.done.push(`export type ${claim(name, context)} = ${typeText(root, name, context)}\n`)
  for (let next = context.todo.shift(); next; next = context.todo.shift()) context.done.push(declare(next, context))
  return `// ${printableLine(`${context.apiVersion} ${kind}`)}, from its CustomResourceDefinition.\n\n${context.done.join('\n')}`
}

function request(node: FieldNode, wanted: string, context: Context): string {
  const name = claim(wanted, context)
  context.todo.push({ name, node })
  return name
}

/** A name that no other interface has. */
function claim(wanted: string, { names }: Context): string {
  const base = typeName(wanted)
  let name = base
  for (let i = 2; names.has(name); i++) name = `${base}${i}`
  names.add(name)
  return name
}

function declare({ name, node }: { name: string; node: FieldNode }, context: Context): string {
  const parts = [`${comment(node, '')}export interface ${name} {`]
  for (const child of childrenOf(node)) {
    if (!child.step || !('property' in child.step)) continue
    const optional = child.required || isTyped(child) ? '' : '?'
    const type = fieldType(child, name, context)
    parts.push(`${comment(child, '  ')}  ${propertyName(child.name)}${optional}: ${type}`)
  }
  if (keepsUnknown(node)) parts.push('  [field: string]: unknown')
  return `${parts.join('\n')}\n}\n`
}

/** apiVersion and kind of the resource itself. */
function isTyped(node: FieldNode): boolean {
  return node.depth === 1 && ['apiVersion', 'kind', 'metadata'].includes(node.name)
}

function fieldType(node: FieldNode, parent: string, context: Context): string {
  if (node.depth === 1 && node.name === 'apiVersion') return quoted(context.apiVersion)
  if (node.depth === 1 && node.name === 'kind') return quoted(context.kind)
  return typeText(node, `${parent}${typeName(node.name)}`, context)
}

function typeText(node: FieldNode, name: string, context: Context): string {
  const type = bareType(node, name, context)
  // The server refuses null where there is an enum.
  const nullable = node.schemas.some((schema) => schema.nullable) && !node.schemas.some((schema) => schema.enum)
  return nullable && type !== 'unknown' ? `${type} | null` : type
}

function bareType(node: FieldNode, name: string, context: Context): string {
  const values = node.schemas.find((schema) => schema.enum)?.enum
  if (values?.length && values.every((value) => value === null || typeof value !== 'object')) {
    return [...new Set(values.map((value) => (typeof value === 'string' ? quoted(value) : String(value))))].join(' | ')
  }
  if (isIntOrString(node)) return 'number | string'
  const children = childrenOf(node)
  const item = children.find((child) => child.name === '[]' && !('property' in child.step!))
  if (item) return array(typeText(item, singular(name), context))
  if (propertiesOwn(children)) return (node.builtIn && builtIn(node, context)) || request(node, name, context)
  const value = children.find((child) => child.name === '*' && !('property' in child.step!))
  if (value) return `{ [key: string]: ${typeText(value, `${name}Value`, context)} }`
  const plain: Record<string, string> = {
    string: 'string',
    integer: 'number',
    number: 'number',
    boolean: 'boolean',
    array: 'unknown[]',
    object: '{ [key: string]: unknown }',
  }
  return plain[typeOf(node)] ?? 'unknown'
}

/** What Kubernetes declares has one interface, wherever it is used. */
function builtIn(node: FieldNode, context: Context): string | undefined {
  const title = node.schemas.find((schema) => schema.title)?.title
  if (!title) return undefined
  const known = context.builtIns.get(title) ?? request(node, title, context)
  context.builtIns.set(title, known)
  return known
}

function propertiesOwn(children: readonly FieldNode[]): boolean {
  return children.some((child) => 'property' in child.step!)
}

function array(item: string): string {
  return /[|]/.test(item) ? `(${item})[]` : `${item}[]`
}

function keepsUnknown({ schemas }: FieldNode): boolean {
  return schemas.some((schema) => schema.preserveUnknownFields || schema.additionalProperties === true)
}

/** With a line break behind it; '' when there is nothing to say. */
function comment(node: FieldNode, indent: string): string {
  const text = printable(descriptionOf(node)).trim()
  const rules = node.schemas.flatMap(({ validations }) => validations.map(({ message, rule }) => message || rule))
  const lines = text === '' ? [] : text.split('\n')
  const value = node.schemas.find((schema) => schema.default !== undefined)?.default
  if (value !== undefined && (value === null || typeof value !== 'object'))
    lines.push(`@default ${visible(String(value))}`)
  for (const rule of rules) lines.push(`Rule: ${printable(rule).replace(/\s+/g, ' ')}`)
  if (lines.length === 0) return ''
  // Nothing may end the comment early.
  const safe = lines.map((line) => line.replaceAll('*/', '*\\/').trimEnd())
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`
  const body = safe.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`)
  return `${indent}/**\n${body.join('')}${indent} */\n`
}

function typeName(text: string): string {
  const name = text.replace(/[^\p{L}\p{N}]+(.)?/gu, (_, next: string | undefined) => (next ?? '').toUpperCase())
  const upper = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  return /^[\p{Lu}\p{Lo}]/u.test(upper) ? upper : `T${upper}`
}

function singular(name: string): string {
  return /[^s]s$/.test(name) && !/us$/.test(name) ? name.replace(/ies$/, 'y').replace(/([^s])s$/, '$1') : `${name}Item`
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}

/** A string literal of TypeScript; nothing in it acts on a terminal. */
function quoted(text: string): string {
  const inner = marshalString(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner.replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, unicodeEscape)}'`
}

function unicodeEscape(char: string): string {
  return `\\u{${char.codePointAt(0)!.toString(16)}}`
}
