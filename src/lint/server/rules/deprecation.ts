import { isPrint } from '../../../model/go/is-print.ts'
import { utf8Length } from '../../../model/go/utf8.ts'
import { type Causes, named } from '../causes.ts'
import type { Place } from '../place.ts'
import type { Version } from '../types.ts'

/** Upstream: validation.go validateDeprecationWarning. */
export function checkDeprecation(version: Version, place: Place, causes: Causes): void {
  const warning = version.deprecationWarning
  if (warning === undefined) return
  const say = (detail: string) => causes.invalid('CRD0208', place.child('deprecationWarning'), named(warning), detail)
  if (!version.deprecated) {
    say('can only be set for deprecated versions')
    return
  }
  if (utf8Length(warning) > 256) say('must be <= 256 characters long')
  if (warning === '') say('must not be an empty string')
  let index = 0
  for (const char of warning) {
    if (!isPrint(char.codePointAt(0)!)) {
      say(`must only contain printable UTF-8 characters; non-printable character found at index ${index}`)
      return
    }
    index += utf8Length(char)
  }
}
