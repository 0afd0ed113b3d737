import { formatFloat } from '../model/go/float.ts'
import { marshal, write } from '../model/go/json.ts'
import { quote } from '../model/go/quote.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { isFloat, toNumber, type Value } from '../model/value.ts'

export { formatFloat, quote }

/**
 * The bad value in a cause's text, as in `Invalid value: VALUE: …`. Upstream: apimachinery field.Error.ErrorBody.
 * Objects, lists and null are JSON; before 1.34 they were Go syntax, and null was the string "null".
 */
export function badValue(value: Value, version: ServerVersion): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'boolean') return String(value)
  if (isFloat(value)) return formatFloat(toNumber(value))
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (version.minor >= 34) return marshal(value)
  return value === null ? '"null"' : goSyntax(value)
}

/** A value as Go's `%#v` prints it: `map[string]interface {}{"a":1, "b":[]interface {}{interface {}(nil)}}`. */
function goSyntax(value: Value): string {
  return write(value, {
    string: quote,
    number: (number) => (isFloat(number) ? formatFloat(toNumber(number)) : String(number)),
    null: 'interface {}(nil)',
    dict: 'map[string]interface {}{',
    list: '[]interface {}{',
    listEnd: '}',
    separator: ', ',
  })
}
