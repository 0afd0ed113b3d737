import type { Path } from '../model/path.ts'
import type { Segment } from '../schema/field-argument.ts'
import { findField } from '../schema/find-field.ts'
import { type FieldNode, stepsOf } from '../schema/walk.ts'

/** Where a value goes; or what is missing, and which names come close. */
export type FoundPath = { path: Path; node: FieldNode } | { missing: string; below: FieldNode; nearest: string[] }

/** The key of a map where none is named. */
const someKey = 'key'

/**
 * The place that a path argument means in an object. A list without an index means its first item, a map without a key
 * an entry with some key; below what keeps unknown fields anything may be named.
 */
export function placeOf(root: FieldNode, segments: readonly Segment[]): FoundPath {
  for (let count = segments.length; count >= 0; count--) {
    const found = findField(root, segments.slice(0, count))
    if (found.missing === undefined) return { path: follow(found.node, segments), node: found.node }
    if (!found.anything) return { missing: found.missing, below: found.node, nearest: found.nearest }
  }
  return { path: follow(root, segments), node: root }
}

function follow(node: FieldNode, segments: readonly Segment[]): Path {
  const out: (string | number)[] = []
  const steps = stepsOf(node)
  let at = 0
  steps.forEach((step, i) => {
    const segment = segments[at]
    const text = segment && 'text' in segment ? segment.text : undefined
    if ('property' in step) {
      out.push(step.property)
      at++
      return
    }
    const next = steps[i + 1]
    // As kubectl has it, the name of a field of the items or values may follow at once.
    const skipped = !segment || (next && 'property' in next && segment.kind === 'name' && next.property === text)
    if (step.each === 'item') out.push(!skipped && text !== undefined && /^\d+$/.test(text) ? Number(text) : 0)
    else out.push(skipped || text === undefined ? someKey : text)
    if (!skipped) at++
  })
  const rest = segments.slice(at)
  if (rest.length === 0) return out
  // Below a key that was written without brackets, what follows is more of the key: labels.app.kubernetes.io/name.
  const isOpenKey = node.name === '*' && segments[at - 1]?.kind === 'name' && !keepsAnything(node)
  if (isOpenKey) return [...out.slice(0, -1), [out.at(-1), ...rest.map(textOf)].join('.')]
  return [...out, ...rest.map((segment) => (segment.kind === 'name' ? segment.text : indexOrKey(segment)))]
}

function keepsAnything({ schemas }: FieldNode): boolean {
  return schemas.some((schema) => schema.preserveUnknownFields || schema.additionalProperties === true)
}

function textOf(segment: Segment): string {
  return 'text' in segment ? segment.text : someKey
}

function indexOrKey(segment: Segment): string | number {
  const text = 'text' in segment ? segment.text : '0'
  return /^\d+$/.test(text) ? Number(text) : text
}
