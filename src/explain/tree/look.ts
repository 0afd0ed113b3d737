import type { Style } from '../style.ts'

/** How things are drawn: colours, and signs that the terminal's characters allow. */
export interface Look {
  readonly style: Style
  readonly glyphs: Glyphs
}

export interface Glyphs {
  readonly open: string
  readonly closed: string
  readonly upright: string
  readonly level: string
  readonly ellipsis: string
}

/** Each is one column wide in every terminal that has Unicode at all. */
export const unicode: Glyphs = { open: '▾', closed: '▸', upright: '│', level: '─', ellipsis: '…' }
export const ascii: Glyphs = { open: '-', closed: '+', upright: '|', level: '-', ellipsis: '~' }
