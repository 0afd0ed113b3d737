import { knownToGo } from '../../model/go/unicode.ts'
import { utf8Length } from '../../model/go/utf8.ts'

const char = `${knownToGo}[a-zA-Z0-9\\p{S}\\p{L}]`
const hostname = new RegExp(
  `^(?:${char}(?:-?(?:${char}){0,62})?|(?:${char}(?:(?:-|${char}){0,61}${char})?\\.)+(?:${knownToGo}[a-zA-Z\\p{L}]){2,63})$`,
  'u',
)

/** Letters and symbols of all scripts; the last of several labels has letters only. Upstream: strfmt.IsHostname. */
export function isHostname(text: string): boolean {
  // The length comes first here, so that the expression has little to chew on.
  if (text.length > 255 || !hostname.test(text) || utf8Length(text) > 255) return false
  return text.split('.').every((label) => utf8Length(label) <= 63)
}

const shortName = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?'
const short = new RegExp(`^${shortName}$`)
const long = new RegExp(`^${shortName}(?:\\.${shortName})*$`)

/** A DNS-1123 label. Upstream: strfmt.IsShortName. */
export function isShortName(text: string): boolean {
  return text.length <= 63 && short.test(text)
}

/** A DNS-1123 subdomain. Upstream: strfmt.IsLongName. */
export function isLongName(text: string): boolean {
  return text.length <= 253 && long.test(text)
}
