import type { ServerVersion } from '../model/server-version.ts'
import { formatFieldPath } from '../schema/field-step.ts'
import { type FieldNode, propertiesOf, stepsOf } from '../schema/walk.ts'
import type { FieldDoc } from './doc.ts'
import { factsOf } from './facts.ts'
import type { ShownObject } from './shown-object.ts'

/** What there is to know about one field. `depth` counts from the field that was asked for. */
export function fieldDoc(node: FieldNode, depth: number, server: ServerVersion, object?: ShownObject): FieldDoc {
  const present = object?.valuesOf(node)
  return {
    path: formatFieldPath(stepsOf(node)),
    name: node.name,
    required: node.parent !== undefined && node.required,
    ...(node.builtIn && { builtIn: true as const }),
    ...(node.branch && { branch: node.branch }),
    depth,
    properties: propertiesOf(node).length,
    // Kubernetes' own schemas stand in no CRD.
    place: node.schemas[0].path[0] === 'spec' ? [...node.schemas[0].path] : [],
    ...factsOf(node, server),
    ...(present && { values: present.values }),
    ...(present && present.more > 0 && { moreValues: present.more }),
    ...(present && present.lacking > 0 && { lacking: present.lacking }),
  }
}

/** Which fields below the asked one to list. */
export interface Selection {
  /** Levels below the field; 1 is its own fields. */
  maxDepth: number
  requiredOnly: boolean
  /** Only fields that it says yes to, wherever they are; fields that Kubernetes declares are not searched. */
  find: ((node: FieldNode, path: string) => boolean) | undefined
}

/** The fields below a node, each before its own, without building their docs. */
export function selectFields(
  root: FieldNode,
  { maxDepth, requiredOnly, find }: Selection,
): { node: FieldNode; depth: number }[] {
  const rows: { node: FieldNode; depth: number }[] = []
  const todo = [{ node: root, depth: 0 }]
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { node, depth } = next
    if (depth > 0) rows.push(next)
    if (depth >= maxDepth || ((find || requiredOnly) && node.builtIn && !root.builtIn)) continue
    const below = propertiesOf(node)
    for (let i = below.length - 1; i >= 0; i--) todo.push({ node: below[i]!, depth: depth + 1 })
  }
  const wanted = requiredOnly ? leadingToRequired(rows) : rows
  return find ? wanted.filter(({ node }) => find(node, formatFieldPath(stepsOf(node)))) : wanted
}

/** Required fields, and what they are in. */
function leadingToRequired(rows: { node: FieldNode; depth: number }[]): { node: FieldNode; depth: number }[] {
  const kept: typeof rows = []
  // Going backwards, an ancestor comes right after all that is in it.
  let lead = 0
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i]!
    if (row.depth < lead) lead = row.depth
    else if (!row.node.required) continue
    else lead = row.depth
    kept.push(row)
  }
  return kept.reverse()
}
