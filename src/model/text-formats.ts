import { isDate } from './go/time.ts'

// The formats that both schemas and CEL rules know. Upstream: kube-openapi/pkg/validation/strfmt.

/** Standard base64 with padding, not empty. Upstream: govalidator.IsBase64, whose expression this is without its groups. */
export function isByte(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
}

/**
 * RFC 3339, with small letters allowed. What follows a second `t` is not looked at, and the mark before a fraction may
 * be any character: so is upstream (strfmt.IsDateTime).
 */
export function isDateTime(text: string): boolean {
  const [date, time] = text.split(/t/i, 2) as [string, string | undefined]
  if (time === undefined || !isDate(date)) return false
  const match = /^([0-9]{2}):([0-9]{2}):([0-9]{2})([^\n][0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})$/iu.exec(time)
  return match !== null && match[1]! <= '23' && match[2]! <= '59' && match[3]! <= '59'
}

/** Any version; each dash may be missing. */
export function isUUID(text: string): boolean {
  return /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text)
}
