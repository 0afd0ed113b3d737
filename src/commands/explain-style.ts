import { wantsColor } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { plainStyle, type Style, withLinks } from '../explain/style.ts'

/** The colours of an explanation. */
export async function explainStyle(color: unknown, terminal: Terminal): Promise<Style> {
  return wantsColor(color, terminal) ? (await import('../report/explain-colors.ts')).explainColors() : plainStyle
}

/** The same, with addresses that a terminal can open where it is one. */
export async function linkedStyle(color: unknown, terminal: Terminal): Promise<Style> {
  const style = await explainStyle(color, terminal)
  return terminal.isTTY && terminal.env.TERM !== 'dumb' ? withLinks(style) : style
}
