import { wantsColor } from '../cli/inputs.ts'
import type { Terminal } from '../cli/terminal.ts'
import { plainStyle, type Style, withLinks } from '../explain/style.ts'

/** What the terminal can show of an explanation. */
export async function explainStyle(color: unknown, terminal: Terminal): Promise<Style> {
  const style = wantsColor(color, terminal) ? (await import('../report/explain-colors.ts')).explainColors() : plainStyle
  return terminal.isTTY && terminal.env.TERM !== 'dumb' ? withLinks(style) : style
}
