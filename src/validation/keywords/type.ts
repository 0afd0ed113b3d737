import { Float, isInt, toNumber, type Value } from '../../model/value.ts'
import type { Place, SchemaErrors } from '../errors.ts'
import { quote } from '../go-text.ts'
import type { Node } from '../node.ts'

/** @returns 1 when null is allowed, else 0 */
export function checkNull(node: Node, place: Place, errors: SchemaErrors): number {
  if (node.types.length === 0 || node.nullable) return 1
  return mismatch(node, place, errors, node.typeText, 'null')
}

/**
 * `type` and, for values that are no strings, `format`. Upstream: kube-openapi/pkg/validation/validate/type.go.
 * @returns 1 when it holds, else 0
 */
export function checkType(node: Node, value: Value, place: Place, errors: SchemaErrors): number {
  const { types, format } = node
  const actual = typeName(value)
  const wantsInteger = types.includes('integer')
  const wantsNumber = types.includes('number')
  const fits =
    types.includes(actual) ||
    (actual === 'number' && wantsInteger && isJsonInteger(toNumber(value as number))) ||
    (actual === 'integer' && wantsNumber)
  if (format !== '') {
    const textual = actual === 'string' || actual === 'array'
    const kind = actual === 'integer' ? 'int64' : actual === 'number' ? 'float64' : ''
    if (!textual && !fits && kind !== format) return mismatch(node, place, errors, format, kind)
    // A string or list under a format is the format's business, and formats look at strings only.
    if (textual && !wantsInteger && !wantsNumber) return 1
  }
  return fits ? 1 : mismatch(node, place, errors, node.typeText, actual)
}

/** The JSON type as messages name it; an int64 is an integer, a float64 a number. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'boolean':
      return 'boolean'
    case 'number':
    case 'bigint':
      return isInt(value) ? 'integer' : 'number'
    default:
      if (value === null) return 'null'
      if (Array.isArray(value)) return 'array'
      return value instanceof Float ? 'number' : 'object'
  }
}

/**
 * Is a float64 taken for an integer? Only within ±(2^53-1); above 1 there is a tolerance, below -1 there is none.
 * Upstream: go-openapi/swag IsFloat64AJSONInteger.
 */
export function isJsonInteger(value: number): boolean {
  if (!(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return false
  const whole = Math.trunc(value)
  if (value === whole) return true
  return whole > 0 && (value - whole) / (value + whole) < tolerance
}
const tolerance = 1e-9

function mismatch(node: Node, place: Place, errors: SchemaErrors, expected: string, actual: string): 0 {
  const text = `${place.text} in body must be of type ${expected}: ${quote(actual)}`
  errors.add({
    code: 'CRD0101',
    path: place.path,
    field: place.field,
    reason: 'FieldValueTypeInvalid',
    message: `Invalid value: ${quote(actual)}: ${text}`,
    text,
    rule: [
      ...node.schema.path,
      node.schema.intOrString ? 'x-kubernetes-int-or-string' : expected === node.format ? 'format' : 'type',
    ],
    hint: actual === '' ? `expected ${expected}` : `expected ${expected.replace(',', ' or ')}, got ${actual}`,
  })
  return 0
}
