import { type Causes, namedList, plain } from '../causes.ts'
import type { Place } from '../place.ts'
import type { Version } from '../types.ts'

const code = 'CRD0216'

/** Upstream: validation.go ValidateCustomResourceDefinitionStoredVersions. */
export function checkStoredVersions(
  stored: readonly string[] | undefined,
  versions: readonly Version[] | undefined,
  place: Place,
  causes: Causes,
): void {
  if (!stored || stored.length === 0) {
    causes.invalid(code, place, namedList(stored), 'must have at least one stored version')
    return
  }
  const left = new Map(stored.map((version, i) => [version, i]))
  for (const version of versions ?? []) {
    if (version.storage && !left.has(version.name)) {
      causes.invalid(code, place, namedList(stored), `must have the storage version ${version.name}`)
    }
    left.delete(version.name)
  }
  for (const [name, i] of left) {
    const detail =
      `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until ` +
      `a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`
    causes.invalid(code, place.index(i), plain(name), detail)
  }
}
