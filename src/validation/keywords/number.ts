import { type Float, isInt, toNumber } from '../../model/value.ts'
import type { Place, SchemaErrors } from '../errors.ts'
import { formatFloat } from '../go-text.ts'
import type { Node } from '../node.ts'
import { isJsonInteger } from './type.ts'

type Numeric = number | bigint | Float

/**
 * Range, multipleOf, maximum, minimum. Upstream: kube-openapi/pkg/validation/validate/validator.go numberValidator,
 * values.go. int64 values are compared with bounds truncated to int64; where a bound does not fit the declared type
 * (1.36 and later), that is an error of every value, and the bound is compared as float64.
 */
export function checkNumber(node: Node, value: Numeric, place: Place, errors: SchemaErrors): void {
  const integral = isInt(value)
  outOfRange(node, integral ? 'int' : 'float', value, 'Checked', place, errors)
  const { multipleOf, maximum, minimum } = node
  if (multipleOf !== undefined) {
    const bad = outOfRange(node, 'float', multipleOf, 'MultipleOf', place, errors)
    if (integral && !bad) multipleOfInt(node, toBigInt(value), truncate(multipleOf), place, errors)
    else multipleOfFloat(node, value, multipleOf, place, errors)
  }
  if (maximum !== undefined) {
    const bad = outOfRange(node, 'float', maximum, 'Maximum boundary', place, errors)
    compare(node, value, maximum, integral && !bad, 'maximum', place, errors)
  }
  if (minimum !== undefined) {
    const bad = outOfRange(node, 'float', minimum, 'Minimum boundary', place, errors)
    compare(node, value, minimum, integral && !bad, 'minimum', place, errors)
  }
}

function compare(
  node: Node,
  value: Numeric,
  bound: number,
  asInt: boolean,
  keyword: 'maximum' | 'minimum',
  place: Place,
  errors: SchemaErrors,
): void {
  const exclusive = keyword === 'maximum' ? node.schema.exclusiveMaximum : node.schema.exclusiveMinimum
  const left = asInt ? toBigInt(value) : toNumber(value)
  const right = asInt ? truncate(bound) : bound
  const order = left < right ? -1 : left > right ? 1 : 0
  const fails = exclusive && order === 0 ? true : keyword === 'maximum' ? order > 0 : order < 0
  if (!fails) return
  const words = `${keyword === 'maximum' ? 'less' : 'greater'} than${exclusive ? '' : ' or equal to'}`
  const text = `${place.text} in body should be ${words} ${asInt ? right : formatFloat(bound)}`
  const limit = asInt ? right : bound
  errors.add({
    code: 'CRD0103',
    path: place.path,
    field: place.field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${asInt ? left : formatFloat(toNumber(value))}: ${text}`,
    text,
    rule: [...node.schema.path, keyword],
    hint: exclusive ? `must be ${words} ${limit}` : `${keyword} is ${limit}`,
  })
}

function multipleOfInt(node: Node, value: bigint, factor: bigint, place: Place, errors: SchemaErrors): void {
  if (factor <= 0n) notPositive(node, factor.toString(), place, errors)
  else if (value % factor !== 0n) notMultiple(node, value.toString(), factor.toString(), place, errors)
}

function multipleOfFloat(node: Node, value: Numeric, factor: number, place: Place, errors: SchemaErrors): void {
  const data = toNumber(value)
  if (factor <= 0) notPositive(node, formatFloat(factor), place, errors)
  else if (!isJsonInteger(factor < 1 ? (1 / factor) * data : data / factor)) {
    notMultiple(node, formatFloat(data), formatFloat(factor), place, errors)
  }
}

function notPositive(node: Node, factor: string, place: Place, errors: SchemaErrors): void {
  const text = `factor MultipleOf declared for ${place.text} must be positive: ${factor}`
  invalid(
    node,
    'CRD0109',
    factor,
    text,
    'multipleOf',
    'no value can pass: the factor in the CRD is not positive',
    place,
    errors,
  )
}

function notMultiple(node: Node, value: string, factor: string, place: Place, errors: SchemaErrors): void {
  const text = `${place.text} in body should be a multiple of ${factor}`
  invalid(node, 'CRD0109', value, text, 'multipleOf', `must be a multiple of ${factor}`, place, errors)
}

function invalid(
  node: Node,
  code: string,
  value: string,
  text: string,
  keyword: string,
  hint: string,
  place: Place,
  errors: SchemaErrors,
): void {
  errors.add({
    code,
    path: place.path,
    field: place.field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${value}: ${text}`,
    text,
    rule: [...node.schema.path, keyword],
    hint,
  })
}

/**
 * Does the number not fit the declared type and format? Adds the error, which has no path.
 * Upstream: kube-openapi/pkg/validation/validate/values.go IsValueValidAgainstRange.
 */
function outOfRange(
  node: Node,
  kind: 'int' | 'float',
  value: Numeric,
  what: string,
  place: Place,
  errors: SchemaErrors,
): boolean {
  if (node.version.minor < 36 || node.types.length !== 1) return false
  const type = node.types[0]
  // Defaults are judged with formats that do not belong to the type; those count for nothing here.
  const known = type === 'integer' ? ['int32', 'int64'] : ['float', 'double']
  const format = known.includes(node.format) ? node.format : ''
  if (type === 'integer') {
    if (fitsInteger(kind, value, format)) return false
  } else if (type !== 'number' || format !== 'float' || Number.isFinite(Math.fround(toNumber(value)))) return false
  const text = `${what} value must be of type ${type} ${format === '' ? '(default format)' : `with format ${format}`} in ${place.text}`
  errors.add({
    code: 'CRD0118',
    path: place.path,
    field: place.base === '' ? '<nil>' : place.base,
    reason: 'FieldValueInvalid',
    message: `Invalid value: "": ${text}`,
    text,
    rule: [
      ...node.schema.path,
      what === 'Checked' ? 'type' : what === 'MultipleOf' ? 'multipleOf' : what.split(' ')[0]!.toLowerCase(),
    ],
    hint:
      what === 'Checked'
        ? `does not fit ${format || 'int64'}`
        : `no value can pass: ${what.toLowerCase()} ${formatFloat(toNumber(value))} in the CRD does not fit ${format || 'an integer'}`,
  })
  return true
}

/** Is the number an integer in range? A float64 is judged by its shortest decimal text without exponent. */
function fitsInteger(kind: 'int' | 'float', value: Numeric, format: string): boolean {
  if (kind === 'float' && !Number.isInteger(toNumber(value))) return false
  const exact = toBigInt(value)
  return format === 'int32' ? exact >= -(2n ** 31n) && exact < 2n ** 31n : exact >= -(2n ** 63n) && exact < 2n ** 63n
}

function toBigInt(value: Numeric): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.trunc(toNumber(value)))
}

/** Go's int64(float64) on amd64: truncates; what does not fit becomes the least int64. */
function truncate(value: number): bigint {
  if (!Number.isFinite(value)) return -(2n ** 63n)
  const whole = BigInt(Math.trunc(value))
  return whole >= -(2n ** 63n) && whole < 2n ** 63n ? whole : -(2n ** 63n)
}
