import type { Paint } from '../../inspect/render-table.ts'

/** Colours by how bad something is; none when there are to be none. */
export async function painter(colors: boolean): Promise<Paint> {
  if (!colors) return (_, text) => text
  const { colorStyle } = await import('../../report/colors.ts')
  const style = colorStyle()
  return (severity, text) => {
    if (severity === 'error') return style.error(text)
    return severity === 'warning' ? style.warning(text) : text
  }
}
