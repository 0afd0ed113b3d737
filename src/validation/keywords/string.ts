import type { Place, SchemaErrors } from '../errors.ts'
import { quote } from '../go-text.ts'
import type { Node } from '../node.ts'

/** maxLength, minLength, pattern: the first that fails is reported. Upstream: validate/validator.go stringValidator. */
export function checkString(node: Node, value: string, place: Place, errors: SchemaErrors): void {
  const { maxLength, minLength, pattern } = node
  if (maxLength !== undefined && value.length > maxLength && codePoints(value) > maxLength) {
    const verb = node.version.minor >= 32 ? 'more' : 'longer'
    errors.add({
      code: 'CRD0107',
      path: place.path,
      field: place.field,
      reason: 'FieldValueTooLong',
      message: `Too long: may not be ${verb} than ${maxLength} ${bytes(maxLength, node.version.minor)}`,
      text: `${place.text} in body should be at most ${maxLength} chars long`,
      rule: [...node.schema.path, 'maxLength'],
      hint: `at most ${maxLength} characters, this has ${codePoints(value)}`,
    })
    return
  }
  if (minLength !== undefined && value.length < 2 * minLength && codePoints(value) < minLength) {
    const text = `${place.text} in body should be at least ${minLength} chars long`
    errors.add({
      code: 'CRD0107',
      path: place.path,
      field: place.field,
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${quote(value)}: ${text}`,
      text,
      rule: [...node.schema.path, 'minLength'],
      hint: `at least ${minLength} character${minLength === 1 ? '' : 's'}, this has ${codePoints(value)}`,
    })
    return
  }
  if (pattern === '') return
  const { test, error } = node.matcher
  if (test?.(value)) return
  const text = `${place.text} in body should match '${error === undefined ? pattern : `${pattern}, but pattern is invalid: ${error}`}'`
  errors.add({
    code: 'CRD0106',
    path: place.path,
    field: place.field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${quote(value)}: ${text}`,
    text,
    rule: [...node.schema.path, 'pattern'],
    hint: error === undefined ? `must match ${pattern}` : 'no value can match: the pattern in the CRD is not valid RE2',
  })
}

/** `format` of a string. Upstream: validate/formats.go. */
export function checkFormat(node: Node, value: string, place: Place, errors: SchemaErrors): void {
  if (node.checkFormat?.(value)) return
  const text = `${place.text} in body must be of type ${node.format}: ${quote(value)}`
  errors.add({
    code: 'CRD0108',
    path: place.path,
    field: place.field,
    reason: 'FieldValueTypeInvalid',
    message: `Invalid value: ${quote(value)}: ${text}`,
    text,
    rule: [...node.schema.path, 'format'],
    hint: `not a valid ${node.format}`,
  })
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

function bytes(count: number, minor: number): string {
  return count === 1 && minor >= 34 ? 'byte' : 'bytes'
}
