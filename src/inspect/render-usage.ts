import { visible } from '../model/printable.ts'
import { textTable } from '../model/text-table.ts'
import type { Usage } from './usage.ts'

const shownManagers = 3
const few = 20

/** Which fields are set, in how many objects, and by which managers; then those that nobody sets. */
export function usageText({ objects, fields, unused }: Usage, wide: boolean): string {
  if (objects === 0) return 'There are no objects.\n'
  const rows = fields.map(({ path, objects: n, managers }) => {
    const names = managers.slice(0, shownManagers).map(({ name, objects }) => `${name} (${objects})`)
    const more = managers.length > shownManagers ? [`and ${managers.length - shownManagers} more`] : []
    return [visible(path), String(n), `${Math.round((100 * n) / objects)}%`, visible([...names, ...more].join(', '))]
  })
  const table = textTable(['FIELD', 'OBJECTS', 'SHARE', 'MANAGERS'], rows)
  if (unused.length === 0) return `${table}Every field is set somewhere.\n`
  const shown = wide ? unused : unused.slice(0, few)
  const rest = unused.length > shown.length ? ` and ${unused.length - shown.length} more; -o wide shows all` : ''
  return `${table}Set in none of ${objects} objects: ${visible(shown.join(', '))}${rest}\n`
}

export function usageData({ objects, fields, unused }: Usage): object {
  return { objects, fields, unused }
}
