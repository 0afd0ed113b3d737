/** The size of a terminal, in characters. */
export interface Size {
  readonly columns: number
  readonly rows: number
}

/** Where things stand on the screen: a title, a line for searches, the two panes, a line for keys and messages. */
export interface Layout {
  /** Nothing can be shown but that the window is too small. */
  readonly isTooSmall: boolean
  /** The details stand beside the tree, not below it. */
  readonly isWide: boolean
  /** Between title and keys. */
  readonly body: Size
  readonly tree: Size
  readonly details: Size
}

export const smallest: Size = { columns: 24, rows: 8 }

/** From this width on the panes stand side by side. */
const wide = 76
/** Prose wider than this is hard to read. */
const widestText = 110

export function layoutOf({ columns, rows }: Size): Layout {
  const body = { columns, rows: Math.max(1, rows - 3) }
  const isTooSmall = columns < smallest.columns || rows < smallest.rows
  const isWide = columns >= wide
  if (isWide) {
    const left = Math.min(Math.max(30, Math.floor(columns * 0.4)), 72)
    // A line and a space on each side of it stand between.
    const right = Math.min(columns - left - 3, widestText)
    return { isTooSmall, isWide, body, tree: { ...body, columns: left }, details: { ...body, columns: right } }
  }
  const above = Math.max(1, Math.ceil((body.rows - 1) / 2))
  const below = Math.max(1, body.rows - 1 - above)
  return { isTooSmall, isWide, body, tree: { columns, rows: above }, details: { columns, rows: below } }
}
