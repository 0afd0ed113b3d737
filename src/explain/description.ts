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
