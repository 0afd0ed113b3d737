import type { Finding } from '../model/finding.ts'
import { printableLine, visible } from '../model/printable.ts'

/**
 * The server's text without what the place shows: `Invalid value: 40: spec.replicas in body should be …` becomes
 * `spec.replicas should be …`.
 */
export function headline({ source, field, message }: Finding): string {
  const text = printableLine(message)
  // Paths in a CRD are long, and the place is shown.
  if (source === 'lint') return clip(text)
  const body = text.indexOf(`${field} in body `)
  if (field !== '' && body >= 0)
    return clip(`${visible(field)} ${text.slice(body + field.length + ' in body '.length)}`)
  if (field === '' || field === '<nil>' || text.startsWith(`${field}:`) || text.endsWith(` field "${field}"`))
    return clip(text.replace(/^Invalid value: (?:""|null): /, ''))
  return clip(`${visible(field)}: ${text}`)
}

const maxHeadline = 600

function clip(text: string): string {
  return text.length > maxHeadline ? `${text.slice(0, maxHeadline)}…` : text
}
