import { printableLine, visible } from '../model/printable.ts'
import { newestVersion, type ServerVersion } from '../model/server-version.ts'
import type { CRD, CRDVersion } from '../schema/crd.ts'
import { parseFieldPath } from '../schema/field-argument.ts'
import { formatFieldPath } from '../schema/field-step.ts'
import { type Found, findField, whereElse } from '../schema/find-field.ts'
import { type FieldNode, stepsOf } from '../schema/walk.ts'
import { compareVersions, type VersionsDoc } from './compare-versions.ts'
import type { ExplainDoc } from './doc.ts'
import { fieldDoc, selectFields } from './field-doc.ts'
import { type Resource, resolveResource, type Unresolved } from './resource.ts'
import { resourceDoc } from './resource-doc.ts'
import { rootOf } from './root.ts'
import type { ShownObject } from './shown-object.ts'

export interface ExplainOptions {
  /** `group/version`, as with kubectl's --api-version, or `version`. */
  apiVersion?: string
  /** All fields below, not only the next level. */
  recursive?: boolean
  /** Levels below the field; implies `recursive`. */
  maxDepth?: number
  /** Required fields only, and what they are in; implies `recursive`. */
  requiredOnly?: boolean
  /** Only fields whose name, path or description it accepts; implies `recursive`. Should be linear in the text. */
  find?: { test(text: string): boolean }
  server?: ServerVersion
  /** The object of `type/name`. Unless a version is asked for, it is explained in the one that it is written in. */
  object?: ShownObject | undefined
}

/** Are all fields below wanted, one line each? */
export function isDeep(options: ExplainOptions): boolean {
  const { recursive, maxDepth, requiredOnly, find } = options
  return recursive === true || maxDepth !== undefined || requiredOnly === true || find !== undefined
}

/** What was found: the data of every output format. */
export interface Explained {
  doc: ExplainDoc
  /** The field's schema, for formats that hold all that is below it. */
  node: FieldNode
  /** The CRD that was chosen, and its version. */
  crd: CRD
  version: string
  /** The object whose values stand with the fields. */
  object: ShownObject | undefined
  warnings: string[]
}

/**
 * Explains what an argument names: a resource, or a field in it.
 * @param catalog the CRDs that are known, in any order
 * @param argument a resource and a path in any spelling (see resource.ts and field-argument.ts), e.g. `ct.spec.replicas`;
 *   '' when only one CRD is known
 */
export function explain(
  catalog: readonly CRD[],
  argument: string,
  options: ExplainOptions = {},
): Explained | Unresolved {
  const resource = resolveResource(catalog, argument, options.apiVersion)
  if ('error' in resource) return resource
  const { crd } = resource
  const { object } = options
  if (resource.object !== undefined && !object)
    return { error: `${visible(crd.names.plural)} "${visible(resource.object)}" not found`, hints: [] }
  const version = versionOf(resource, object)
  const root = rootOf(crd, version)
  const segments = parseFieldPath(resource.rest)
  if ('error' in segments) return unreadablePath(resource.rest, segments.error)
  const found = findField(root, segments)
  if (found.missing !== undefined) return missingField(root, found, resource)
  const { find } = options
  const rows = selectFields(found.node, {
    maxDepth: options.maxDepth ?? (isDeep(options) ? Number.POSITIVE_INFINITY : 1),
    requiredOnly: options.requiredOnly ?? false,
    find: find && ((node, path) => node.schemas.some((s) => find.test(s.description)) || find.test(path)),
  })
  const server = options.server ?? newestVersion
  return {
    doc: {
      resource: resourceDoc(crd, version),
      ...(object && { object: { name: object.name, namespace: object.namespace } }),
      field: fieldDoc(found.node, 0, server, object),
      fields: rows.map(({ node, depth }) => fieldDoc(node, depth, server, object)),
    },
    node: found.node,
    crd,
    version: version.name,
    object,
    warnings: resource.warnings,
  }
}

/** The version that was named, else the one that the object is written in. */
function versionOf({ crd, version, isVersionNamed }: Resource, object: ShownObject | undefined): CRDVersion {
  return (!isVersionNamed && crd.versions.find(({ name }) => name === object?.version)) || version
}

/**
 * How the versions of a resource, or of a field in it, differ.
 * @param argument as in {@link explain}; the field need not be in every version
 */
export function explainVersions(
  catalog: readonly CRD[],
  argument: string,
  options: Pick<ExplainOptions, 'server'> = {},
): { doc: VersionsDoc; crd: CRD; warnings: string[] } | Unresolved {
  const resource = resolveResource(catalog, argument)
  if ('error' in resource) return resource
  const segments = parseFieldPath(resource.rest)
  if ('error' in segments) return unreadablePath(resource.rest, segments.error)
  const { crd, warnings } = resource
  const doc = compareVersions(crd, segments, options.server ?? newestVersion)
  if (doc.present.length > 0) return { doc, crd, warnings }
  const root = rootOf(crd, resource.version)
  return missingField(root, findField(root, segments) as Extract<Found, { missing: string }>, resource)
}

function unreadablePath(path: string, error: string): Unresolved {
  return { error: `cannot read the path "${visible(path)}": ${error}`, hints: [] }
}

function missingField(root: FieldNode, found: Extract<Found, { missing: string }>, { crd }: Resource): Unresolved {
  const path = formatFieldPath(stepsOf(found.node))
  const name = visible(found.missing)
  const hints: string[] = []
  const full = (other: string) => visible(formatFieldPath([...stepsOf(found.node), { property: other }]))
  if (found.nearest.length > 0) hints.push(`did you mean ${found.nearest.map(full).join(' or ')}?`)
  const elsewhere = whereElse(root, found.missing).map(visible)
  if (elsewhere.length > 0) hints.push(`${name} is a field of this resource at ${elsewhere.join(', ')}`)
  if (found.anything) hints.push(`${visible(path) || 'the root'} keeps unknown fields, so anything may stand there`)
  if (hints.length === 0) hints.push(...siblings(found.node))
  const where = path === '' ? visible(crd.names.kind) : visible(path)
  return { error: `field "${name}" does not exist in ${where}`, hints: hints.map((hint) => printableLine(hint)) }
}

function siblings(node: FieldNode, limit = 12): string[] {
  const names = selectFields(node, { maxDepth: 1, requiredOnly: false, find: undefined }).map((row) =>
    visible(row.node.name),
  )
  if (names.length === 0) return ['it has no fields']
  return [`its fields: ${names.slice(0, limit).join(', ')}${names.length > limit ? ' …' : ''}`]
}
