import { parseApiVersion } from '../model/gvk.ts'
import { isDNS1035Label, toLower } from '../model/names.ts'
import type { Path } from '../model/path.ts'
import { type Dict, isDict, isList, type Value } from '../model/value.ts'
import type { Cause } from './cause.ts'
import { FieldPath } from './field-path.ts'
import { badValue } from './go-text.ts'
import { hasEmbedded } from './has-below.ts'
import { decodeMetadata } from './metadata/decode.ts'
import { checkEmbeddedMetadata } from './metadata/embedded.ts'
import type { Node } from './node.ts'
import type { UnknownField } from './prune.ts'

/** What {@link coerceEmbedded} found. */
export interface Coerced {
  /** The first field of the wrong type, as the server's decoder tells it. */
  bad: { path: Path; error: string } | undefined
  /** Fields unknown to embedded metadata, sorted as the server lists them. */
  unknown: UnknownField[]
}

/**
 * Types kind, apiVersion and metadata of every embedded resource, in place. The root is none.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/objectmeta/coerce.go, algorithm.go.
 */
export function coerceEmbedded(object: Dict, root: Node): Coerced {
  const out: Coerced = { bad: undefined, unknown: [] }
  walk(object, root, new FieldPath(), (resource, path, node) => {
    out.bad ??= coerce(resource, path, node, out.unknown)
  })
  out.unknown.sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0))
  return out
}

function coerce(resource: Dict, path: FieldPath, node: Node, unknown: UnknownField[]): Coerced['bad'] {
  const refuse = (key: string, detail: string, deeper: Path = []) => ({
    path: [...path.steps, key, ...deeper],
    error: `${path.textWith(`.${key}`)}: Invalid value: ${badValue(resource[key]!, node.version)}: ${detail}`,
  })
  for (const key of ['apiVersion', 'kind']) {
    const value = resource[key]
    if (value !== undefined && typeof value !== 'string') return refuse(key, 'must be a string')
  }
  if (resource.metadata === undefined) return undefined
  const decoded = decodeMetadata(resource.metadata)
  if ('error' in decoded) return refuse('metadata', decoded.error, decoded.path)
  for (const { path: below, field } of decoded.unknown) {
    unknown.push({ path: [...path.steps, 'metadata', ...below], field: `${path.textWith('.metadata')}.${field}` })
  }
  resource.metadata = decoded.metadata
  return undefined
}

/**
 * Judges every embedded resource: kind and apiVersion must be there, metadata must be valid.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/objectmeta/validation.go.
 */
export function checkEmbedded(object: Dict, root: Node): Cause[] {
  const causes: Cause[] = []
  walk(object, root, new FieldPath(), (resource, path, node) => {
    for (const key of ['apiVersion', 'kind'] as const) {
      const cause = checkTypeField(resource[key], key, path, node)
      if (cause) causes.push(cause)
    }
    if (resource.metadata === undefined) return
    const place = { path: [...path.steps, 'metadata'], field: path.textWith('.metadata'), version: node.version }
    causes.push(...checkEmbeddedMetadata(resource.metadata, place))
  })
  return causes
}

function checkTypeField(
  value: Value | undefined,
  key: 'apiVersion' | 'kind',
  path: FieldPath,
  node: Node,
): Cause | undefined {
  const found = { code: 'CRD0123', path: [...path.steps, key], field: path.textWith(`.${key}`) }
  const rule = [...node.schema.path, 'x-kubernetes-embedded-resource']
  if (value === undefined) {
    const hint = `this field holds a whole resource, which needs ${key}`
    return { ...found, reason: 'FieldValueRequired', message: 'Required value', rule, hint }
  }
  const detail = key === 'kind' ? kindProblem(value) : apiVersionProblem(value)
  if (detail === undefined) return undefined
  const message = `Invalid value: ${badValue(value, node.version)}: ${detail}`
  return { ...found, reason: 'FieldValueInvalid', message, rule }
}

function apiVersionProblem(value: Value): string | undefined {
  if (typeof value !== 'string') return 'must be a string'
  if (value === '') return 'must not be empty'
  return parseApiVersion(value) ? undefined : `unexpected GroupVersion string: ${value}`
}

function kindProblem(value: Value): string | undefined {
  if (typeof value !== 'string') return 'must be a string'
  if (value === '') return 'must not be empty'
  const problems = isDNS1035Label(toLower(value))
  return problems.length === 0 ? undefined : `may have mixed case, but should otherwise match: ${problems.join(',')}`
}

/** Visits every embedded resource of an object, outer before inner. */
function walk(
  value: Value,
  node: Node,
  path: FieldPath,
  visit: (resource: Dict, path: FieldPath, node: Node) => void,
): void {
  // Most schemas have none.
  if (!hasEmbedded(node.schema)) return
  if (isDict(value)) {
    if (node.embeddedResource) visit(value, path, node)
    for (const key of Object.keys(value)) {
      const item = value[key]!
      if (item === null || typeof item !== 'object') continue
      const property = node.property(key)
      const child = property ?? node.additional
      if (!child) continue
      if (property) path.child(key)
      else path.key(key)
      walk(item, child, path, visit)
      path.pop()
    }
  } else if (isList(value) && node.items) {
    for (let i = 0; i < value.length; i++) {
      path.index(i)
      walk(value[i]!, node.items, path, visit)
      path.pop()
    }
  }
}
