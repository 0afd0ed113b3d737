import { marshal } from '../model/go/json.ts'
import type { Value } from '../model/value.ts'

/** A value on one line: JSON, but a text without quotes where it cannot be taken for something else. */
export function valueWords(value: Value): string {
  if (typeof value !== 'string') return marshal(value)
  return isBare(value) ? value : JSON.stringify(value)
}

// What YAML would read as another type, or what ends in the line around it.
const other = /^(true|false|yes|no|on|off|null|~|[-+.]?\d.*|[-+]?\.(inf|nan))$/i

function isBare(text: string): boolean {
  return text !== '' && !other.test(text) && !/^\s|\s$|["\\\n\r\t,;]/.test(text)
}
