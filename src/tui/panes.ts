import { Box, Text } from 'ink'
import { createElement as h, type ReactElement } from 'react'
import { helpLines } from '../explain/tree/help.ts'
import { detailTexts, rowTexts } from '../explain/tree/row-text.ts'
import type { State } from '../explain/tree/state.ts'

interface Props {
  state: State
}

/** The tree and the details, side by side or one below the other. */
export function Panes({ state }: Props): ReactElement {
  const { layout, look } = state
  const { isWide, body, tree, details } = layout
  const { style, glyphs } = look
  const between = isWide
    ? h(
        Text,
        null,
        Array(body.rows)
          .fill(` ${style.faint(glyphs.upright)} `)
          .join('\n'),
      )
    : h(Text, null, style.faint(glyphs.level.repeat(body.columns)))
  return h(
    Box,
    { flexDirection: isWide ? 'row' : 'column', height: body.rows },
    h(Lines, { ...tree, lines: rowTexts(state) }),
    between,
    h(Lines, { ...details, lines: detailTexts(state) }),
  )
}

/** What the keys do, in place of the panes. */
export function Help({ state }: Props): ReactElement {
  const { body } = state.layout
  return h(Lines, { ...body, lines: helpLines(body.columns).slice(state.scrolled, state.scrolled + body.rows) })
}

/** Lines that are no wider than the columns; where ink counts otherwise, they are cut. */
function Lines({ lines, columns, rows }: { lines: readonly string[]; columns: number; rows: number }): ReactElement {
  return h(
    Box,
    { flexDirection: 'column', width: columns, height: rows, flexShrink: 0 },
    // A row of the screen is the same whatever it shows.
    ...lines.map((line, i) => h(Text, { key: i, wrap: 'truncate-end' }, line === '' ? ' ' : line)),
  )
}
