import { nearest } from '../model/nearest.ts'
import type { Segment } from './field-argument.ts'
import { formatFieldPath } from './field-step.ts'
import { childrenOf, type FieldNode, propertiesOf, stepsOf, walk } from './walk.ts'

/** The field that a path names, or the last one that is there and what is missing below it. */
export type Found =
  | { node: FieldNode; missing: undefined }
  | { node: FieldNode; missing: string; nearest: string[]; anything: boolean }

/**
 * Follows a path from a node. As in `kubectl explain`, a name below a list or a map is looked for in its items or
 * values (upstream: kubectl pkg/explain/v2); beyond kubectl, indexes and keys may be given, and a name that is no
 * property of a map's values is one of its keys, unless it looks like a misspelled property.
 */
export function findField(root: FieldNode, segments: readonly Segment[]): Found {
  let node = root
  // Below a key that was written without brackets, e.g. labels.app.kubernetes.io/name, what follows is more of the key.
  let openKey = false
  for (let at = 0; at < segments.length; at++) {
    const segment = segments[at]!
    if (openKey && segment.kind === 'name' && childrenOf(node).length === 0) continue
    const dotted = withDots(node, segments, at)
    const next = dotted?.node ?? step(node, segment)
    if (!next) return missing(node, segment)
    openKey = segment.kind === 'name' && next.name === '*'
    node = next
    at = dotted?.last ?? at
  }
  return { node, missing: undefined }
}

/** A property that has dots in its name, written without quotes: `annotations.example.com/x` where `example.com/x` is declared. */
function withDots(
  node: FieldNode,
  segments: readonly Segment[],
  from: number,
): { node: FieldNode; last: number } | undefined {
  const properties = childrenOf(node).filter(({ name, step }) => 'property' in step! && name.includes('.'))
  if (properties.length === 0) return undefined
  let name = ''
  for (let last = from; last < segments.length && last < from + 10; last++) {
    const segment = segments[last]!
    if (segment.kind !== 'name') return undefined
    name += last === from ? segment.text : `.${segment.text}`
    const property = last > from && properties.find((child) => child.name === name)
    if (property) return { node: property, last }
  }
  return undefined
}

function step(node: FieldNode, segment: Segment): FieldNode | undefined {
  const children = childrenOf(node)
  const each = children.find((child) => child.step && 'each' in child.step)
  if (segment.kind === 'each') return each
  const { text } = segment
  const property = children.find((child) => child.name === text && 'property' in child.step!)
  if (property || !each) return property
  const isMap = each.name === '*'
  // An index, or keys of an item as the server writes them: [name="http",protocol="TCP"].
  if (!isMap && /^\d+$|^-$|^\w+=/.test(text)) return each
  if (segment.kind === 'key') return isMap ? each : undefined
  const within = below(each, text)
  return within ?? (isMap && misspelled(node, text).length === 0 ? each : undefined)
}

/** A property of the items or values, of the items of these, and so on. */
function below(node: FieldNode, name: string): FieldNode | undefined {
  for (let at: FieldNode | undefined = node; at; ) {
    const children: readonly FieldNode[] = childrenOf(at)
    const property = children.find((child) => child.name === name && 'property' in child.step!)
    if (property) return property
    at = children.find((child) => 'each' in child.step!)
  }
  return undefined
}

function missing(node: FieldNode, segment: Segment): Found {
  const text = segment.kind === 'each' ? '[]' : segment.text
  const anything = node.schemas.some((schema) => schema.preserveUnknownFields || schema.additionalProperties === true)
  return { node, missing: text, nearest: misspelled(node, text), anything }
}

function misspelled(node: FieldNode, text: string): string[] {
  return nearest(text, new Map(propertiesOf(node).map((child) => [child.name, child])).keys())
}

/** Full paths of the fields with this very name, anywhere in the schema, shallowest first. */
export function whereElse(root: FieldNode, name: string, limit = 5): string[] {
  const found: FieldNode[] = []
  for (const node of walk(root, (at) => !at.builtIn)) {
    if (node.name === name && node.step && 'property' in node.step) found.push(node)
  }
  found.sort((a, b) => a.depth - b.depth)
  return found.slice(0, limit).map((node) => formatFieldPath(stepsOf(node)))
}
