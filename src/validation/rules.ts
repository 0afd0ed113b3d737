import type { Dict } from '../model/value.ts'
import type { Cause } from './cause.ts'
import type { Correlation } from './correlate.ts'
import type { ServedVersion } from './served-version.ts'

/** Runs the CEL rules over a decoded object. */
export function checkRules(
  _object: Dict,
  _version: ServedVersion,
  _old: Dict | undefined,
  _correlation: Correlation | undefined,
): { causes: Cause[]; warnings: Cause[] } {
  return { causes: [], warnings: [] }
}
