import { toByteString, utf8Length } from './go/utf8.ts'

/**
 * The rules for names, with Kubernetes' own sentences about what is wrong (none: nothing is).
 * Upstream: apimachinery v0.36.3, pkg/api/validate/content and pkg/util/validation.
 */
export type NameRule = (name: string) => string[]

const label1123 = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const subdomain1123 = `${label1123}(\\.${label1123})*`
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const labelValue = `(${qualified})?`

const whole = (pattern: string) => new RegExp(`^${pattern}$`)
const [isLabel1123, isSubdomain1123, isLabel1035, isQualified, isValue] = [
  whole(label1123),
  whole(subdomain1123),
  whole(label1035),
  whole(qualified),
  whole(labelValue),
] as const

/** Upstream says characters in one package and bytes in the other, and means bytes. */
function tooLong(length: number, unit: 'bytes' | 'characters'): string {
  return `must be no more than ${length} ${unit}`
}

function mismatch(sentence: string, pattern: string, ...examples: string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(' or ')
  return `${sentence} (e.g. ${shown}regex used for validation is '${pattern}')`
}

export const isDNS1123Label: NameRule = (name) => {
  const errors = utf8Length(name) > 63 ? [tooLong(63, 'characters')] : []
  if (isLabel1123.test(name)) return errors
  if (isSubdomain1123.test(name)) return [...errors, 'must not contain dots']
  const sentence =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
  return [...errors, mismatch(sentence, label1123, 'my-name', '123-abc')]
}

export const isDNS1123Subdomain: NameRule = (name) => subdomainErrors(name, 'characters')

function subdomainErrors(name: string, unit: 'bytes' | 'characters'): string[] {
  const errors = utf8Length(name) > 253 ? [tooLong(253, unit)] : []
  if (isSubdomain1123.test(name)) return errors
  const sentence =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
  return [...errors, mismatch(sentence, subdomain1123, 'example.com')]
}

export const isDNS1035Label: NameRule = (name) => {
  const errors = utf8Length(name) > 63 ? [tooLong(63, 'characters')] : []
  if (isLabel1035.test(name)) return errors
  const sentence =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"
  return [...errors, mismatch(sentence, label1035, 'my-name', 'abc-123')]
}

/** Keys of labels and annotations, finalizers: `name` or `example.com/name`. */
export const isQualifiedName: NameRule = (name) => {
  const sentence =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
  const text = mismatch(sentence, qualified, 'MyName', 'my.name', '123-abc')
  const parts = name.split('/', 3)
  if (parts.length > 2) {
    return [`a valid label key ${text} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]
  }
  const errors: string[] = []
  const [prefix, local] = parts.length === 2 ? (parts as [string, string]) : [undefined, name]
  if (prefix === '') errors.push('prefix part must be non-empty')
  else if (prefix !== undefined)
    errors.push(...subdomainErrors(prefix, 'bytes').map((message) => `prefix part ${message}`))
  if (local === '') errors.push('name part must be non-empty')
  else if (utf8Length(local) > 63) errors.push(`name part ${tooLong(63, 'bytes')}`)
  if (!isQualified.test(local)) errors.push(`name part ${text}`)
  return errors
}

export const isLabelValue: NameRule = (value) => {
  const errors = utf8Length(value) > 63 ? [tooLong(63, 'bytes')] : []
  if (isValue.test(value)) return errors
  const sentence =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
  return [...errors, mismatch(sentence, labelValue, 'MyValue', 'my_value', '12345')]
}

/** What a name in a URL must hold to. */
export const isPathSegmentName: NameRule = (name) =>
  name === '.' || name === '..' ? [`may not be '${name}'`] : isPathSegmentPrefix(name)

/** The same for the beginning of a name. */
export const isPathSegmentPrefix: NameRule = (name) =>
  ['/', '%'].filter((char) => name.includes(char)).map((char) => `may not contain '${char}'`)

/** A name that something will be appended to may end in a dash: how upstream lets it, byte for byte. */
export function maskTrailingDash(name: string): string {
  if (name.length < 2 || !name.endsWith('-')) return name
  // Cutting a character in half leaves what no rule accepts; so does a byte that stands for itself here.
  return `${toByteString(name).slice(0, -2)}a`
}

/** Go's strings.ToLower, which takes U+0130 to a plain i. */
export function toLower(text: string): string {
  return text.replaceAll('\u0130', 'i').toLowerCase()
}
