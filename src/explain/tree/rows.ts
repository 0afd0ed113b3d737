import { type FieldNode, propertiesOf } from '../../schema/walk.ts'

/** One line of the tree: the resource itself, or a field whose parents are all open. */
export interface Row {
  readonly node: FieldNode
  /** Levels below the root, as people count them: the items of a list are no level. */
  readonly level: number
  readonly isOpen: boolean
  /** It has no fields. */
  readonly isLeaf: boolean
}

/** The lines that can be seen by scrolling, each before its own fields. Fields of closed ones are not looked at. */
export type Rows = readonly Row[]

/** More lines than these are not opened at once. */
export const mostRows = 50_000

/** The root, open. */
export function rootRows(root: FieldNode): Rows {
  return openRow([rowOf(root, 0)], 0)
}

function rowOf(node: FieldNode, level: number): Row {
  return { node, level, isOpen: false, isLeaf: propertiesOf(node).length === 0 }
}

export function openRow(rows: Rows, at: number): Rows {
  const row = rows[at]
  if (!row || row.isOpen || row.isLeaf) return rows
  const below = propertiesOf(row.node).map((node) => rowOf(node, row.level + 1))
  return rows.toSpliced(at, 1, { ...row, isOpen: true }, ...below)
}

export function closeRow(rows: Rows, at: number): Rows {
  const row = rows[at]
  return row?.isOpen ? rows.toSpliced(at, endOf(rows, at) - at, { ...row, isOpen: false }) : rows
}

/** Opens a row and all below it; `isWhole` is false when {@link mostRows} stopped it. */
export function openAll(rows: Rows, at: number): { rows: Rows; isWhole: boolean } {
  const row = rows[at]
  if (!row) return { rows, isWhole: true }
  const end = endOf(rows, at)
  const most = Math.max(0, mostRows - (rows.length - (end - at)))
  const { rows: below, isWhole } = allBelow(row, () => true, most)
  return { rows: [...rows.slice(0, at), ...below, ...rows.slice(end)], isWhole }
}

/** A row and what is below it, open where it should be, so long as there is room. */
function allBelow(top: Row, isOpen: (node: FieldNode) => boolean, most: number): { rows: Row[]; isWhole: boolean } {
  const out: Row[] = []
  const todo = [rowOf(top.node, top.level)]
  let isWhole = true
  for (let row = todo.pop(); row; row = todo.pop()) {
    const wanted = !row.isLeaf && isOpen(row.node)
    const below = wanted ? propertiesOf(row.node) : []
    const fits = out.length + todo.length + below.length < most
    isWhole &&= fits || !wanted
    out.push(wanted && fits ? { ...row, isOpen: true } : row)
    if (fits) for (let i = below.length - 1; i >= 0; i--) todo.push(rowOf(below[i]!, row.level + 1))
  }
  return { rows: out, isWhole }
}

/** The rows of another root that are open where the question is answered with yes. */
export function rowsOpenAt(root: FieldNode, isOpen: (node: FieldNode) => boolean): Rows {
  return allBelow(rowOf(root, 0), (node) => node === root || isOpen(node), mostRows).rows
}

/** Opens what a field is in. @returns also where the field is then */
export function reveal(rows: Rows, node: FieldNode): { rows: Rows; at: number } {
  const above: FieldNode[] = []
  for (let at: FieldNode | undefined = node; at; at = at.parent) if (isShown(at)) above.push(at)
  let at = 0
  for (let next = above.pop(); next; next = above.pop()) {
    const found = rows.findIndex((row, i) => i >= at && row.node === next)
    if (found < 0) break
    at = found
    if (above.length > 0) rows = openRow(rows, at)
  }
  return { rows, at }
}

/** The field that has a row: items and values are shown by what they belong to. */
export function shownFor(node: FieldNode): FieldNode {
  let at = node
  while (!isShown(at) && at.parent) at = at.parent
  return at
}

function isShown({ step }: FieldNode): boolean {
  return step === undefined || 'property' in step
}

/** Where the row is that a row is in; itself for the root. */
export function parentOf(rows: Rows, at: number): number {
  const level = rows[at]?.level ?? 0
  let above = at
  while (above > 0 && rows[above]!.level >= level) above--
  return above
}

/** Where what is below a row ends. */
export function endOf(rows: Rows, at: number): number {
  const level = rows[at]?.level ?? 0
  let end = at + 1
  while (end < rows.length && rows[end]!.level > level) end++
  return end
}
