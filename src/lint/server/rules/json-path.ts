import { type Causes, plain } from '../causes.ts'
import type { CrdCode } from '../codes.ts'
import type { Place } from '../place.ts'

/**
 * Anything that begins with a dot. Upstream: validation.go validateSimpleJSONPath.
 * @returns whether it does
 */
export function checkSimplePath(code: CrdCode, path: string, place: Place, causes: Causes): boolean {
  if (path.startsWith('.')) return true
  causes.invalid(code, place, plain(path), 'must be a simple json path starting with .')
  return false
}
