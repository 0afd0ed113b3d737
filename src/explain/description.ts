import { isBuiltIn } from '../schema/built-in-fields.ts'
import type { FieldNode } from '../schema/walk.ts'

/**
 * All that is said about a value, as the server publishes it: of what every object has it says the same everywhere, whatever
 * the CRD says.
 */
export function descriptionOf({ schemas }: FieldNode): string {
  const said = schemas.filter(({ description }) => description !== '')
  const official = said.filter(isBuiltIn)
  const texts = (official.length > 0 ? official : said).map(({ description }) => description)
  return [...new Set(texts)].join('\n')
}

/** The paragraph that begins with `Deprecated:`, as Go writes it, or with DEPRECATED. */
export function deprecationIn(description: string): string | undefined {
  const match = /(?:^|\n|\. )\s*(?:deprecated\s*[:.,-]|DEPRECATED\b[:.,-]?)\s*([^\n]{0,500})/i.exec(description)
  return match ? match[1]!.trim() || 'deprecated' : undefined
}
