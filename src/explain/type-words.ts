import { childrenOf, type FieldNode } from '../schema/walk.ts'

/** The type that the schemas of a node agree on; '' when none says one. */
export function typeOf(node: FieldNode): string {
  return node.schemas.find((schema) => schema.type)?.type ?? ''
}

/** With a type beside it the mark changes nothing: only that type passes. */
export function isIntOrString(node: FieldNode): boolean {
  return typeOf(node) === '' && node.schemas.some((schema) => schema.intOrString)
}

/** What its items or values are, if it has any. */
export function eachOf(node: FieldNode): FieldNode | undefined {
  return childrenOf(node).find((child) => child.step !== undefined && 'each' in child.step)
}

/**
 * As `kubectl explain` writes types (upstream: kubectl pkg/explain/v2 templates/plaintext.tmpl, typeGuess), but for
 * what it calls Object though it is none: `integer or string`, and `any` for a value that may be anything.
 */
export function kubectlType(node: FieldNode): string {
  let prefix = ''
  let at = node
  for (let each = eachOf(at); each; each = eachOf(at)) {
    prefix += each.name === '[]' ? '[]' : 'map[string]'
    at = each
  }
  return prefix + plainType(at)
}

function plainType(node: FieldNode): string {
  if (isIntOrString(node)) return 'integer or string'
  const type = typeOf(node)
  if (type === 'object') return typeName(node) ?? 'Object'
  return type || (typeName(node) ?? (childrenOf(node).length > 0 ? 'Object' : 'any'))
}

/** Kubernetes' own types have names. */
function typeName(node: FieldNode): string | undefined {
  const published = node.schemas.find((schema) => schema.typeName)?.typeName
  return published ?? (node.builtIn ? node.schemas.find((schema) => schema.title)?.title : undefined)
}

/** In the words of a person: `list of objects, unique by name`; `map of string to integer`. */
export function typeWords(node: FieldNode): string {
  const each = eachOf(node)
  const suffix = listWords(node)
  if (each) return (each.name === '[]' ? `list of ${plural(each)}` : `map of string to ${singular(each)}`) + suffix
  return singular(node) + suffix
}

function listWords(node: FieldNode): string {
  const [list] = node.schemas.flatMap((schema) => schema.listType ?? [])
  if (list === 'set') return ', no value twice'
  if (list === 'map') return `, unique by ${node.schemas.flatMap((schema) => schema.listMapKeys).join(' and ')}`
  return ''
}

function singular(node: FieldNode): string {
  const each = eachOf(node)
  if (each) return each.name === '[]' ? `list of ${plural(each)}` : `map of string to ${singular(each)}`
  if (isIntOrString(node)) return 'integer or string'
  const type = typeOf(node)
  if (type === '') return typeName(node) ?? 'any value'
  if (type === 'array') return 'list'
  const format = node.schemas.find((schema) => schema.format)?.format
  const isEmbedded = node.schemas.some((schema) => schema.embeddedResource)
  if (type === 'object') return isEmbedded ? 'Kubernetes object' : (typeName(node) ?? 'object')
  return format && (type === 'integer' || type === 'number') ? `${type} (${format})` : type
}

function plural(node: FieldNode): string {
  const each = eachOf(node)
  if (each) return each.name === '[]' ? `lists of ${plural(each)}` : `maps of string to ${singular(each)}`
  const words = singular(node)
  if (words === 'any value') return 'any values'
  if (words === 'integer or string') return 'integers or strings'
  return words.replace(/^\w+/, (word) => `${word}s`).replace(/^Kubernetess object$/, 'Kubernetes objects')
}
