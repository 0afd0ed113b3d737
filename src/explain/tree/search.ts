import { formatFieldPath } from '../../schema/field-step.ts'
import { type FieldNode, propertiesOf, stepsOf } from '../../schema/walk.ts'

/** The fields that a search found. */
export interface Matches {
  readonly query: string
  /** Those of that name, those with it in the name, those with it in the description; each in the order of the tree. */
  readonly fields: readonly FieldNode[]
  /** How many of them have it in the name. */
  readonly names: number
  /** How many of them have that very name. */
  readonly exact: number
}

/** More fields than these are not searched. */
const mostFields = 200_000

interface Entry {
  node: FieldNode
  name: string
  description: string
}

/**
 * Looks for a text, whatever its case, in the names and descriptions of all fields below a root; with a dot or a bracket
 * in it, in their paths instead of names. As everywhere, what Kubernetes declares is not searched.
 */
export function findFields(root: FieldNode, query: string): Matches {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return { query, fields: [], names: 0, exact: 0 }
  const inPath = /[.[]/.test(wanted)
  const exact: FieldNode[] = []
  const named: FieldNode[] = []
  const described: FieldNode[] = []
  for (const { node, name, description } of entriesOf(root).list) {
    const text = inPath ? formatFieldPath(stepsOf(node)).toLowerCase() : name
    if (text === wanted) exact.push(node)
    else if (text.includes(wanted)) named.push(node)
    else if (description.includes(wanted)) described.push(node)
  }
  return {
    query,
    fields: [...exact, ...named, ...described],
    names: exact.length + named.length,
    exact: exact.length,
  }
}

/** Which of the best matches comes first from a field on, around the end. */
export function firstFrom(root: FieldNode, { fields, names, exact }: Matches, from: FieldNode): number {
  const { order } = entriesOf(root)
  let at: FieldNode | undefined = from
  while (at && !order.has(at)) at = at.parent
  const start = at ? order.get(at)! : 0
  const best = fields.slice(0, exact || names || fields.length)
  const next = best.findIndex((field) => order.get(field)! >= start)
  return next < 0 && best.length > 0 ? 0 : next
}

interface Entries {
  list: readonly Entry[]
  order: ReadonlyMap<FieldNode, number>
}

const known = new WeakMap<FieldNode, Entries>()

/** Every field in lower case and in the order of the tree, read once. */
function entriesOf(root: FieldNode): Entries {
  let entries = known.get(root)
  if (!entries) {
    const list = readEntries(root)
    entries = { list, order: new Map(list.map(({ node }, i) => [node, i])) }
    known.set(root, entries)
  }
  return entries
}

function readEntries(root: FieldNode): Entry[] {
  const out: Entry[] = []
  const todo = propertiesOf(root).reverse()
  for (let node = todo.pop(); node && out.length < mostFields; node = todo.pop()) {
    out.push({ node, name: node.name.toLowerCase(), description: descriptionOf(node).toLowerCase() })
    if (node.builtIn) continue
    const below = propertiesOf(node)
    for (let i = below.length - 1; i >= 0; i--) todo.push(below[i]!)
  }
  return out
}

function descriptionOf({ schemas }: FieldNode): string {
  return schemas.find((schema) => schema.description)?.description ?? ''
}
