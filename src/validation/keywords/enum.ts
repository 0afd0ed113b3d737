import { marshal } from '../../model/go/json.ts'
import { deepEqual, isInt, toNumber, type Value } from '../../model/value.ts'
import type { Place, SchemaErrors } from '../errors.ts'
import { badValue, quote } from '../go-text.ts'
import type { Node } from '../node.ts'
import { typeName } from './type.ts'

/** Upstream: kube-openapi/pkg/validation/validate/validator.go basicCommonValidator. */
export function checkEnum(node: Node, value: Value, place: Place, errors: SchemaErrors): void {
  const allowed = node.enum
  if (!allowed || allowed.some((candidate) => equalsConverted(value, candidate))) return
  const names = allowed.map((candidate) => (typeof candidate === 'string' ? candidate : marshal(candidate)))
  errors.add({
    code: 'CRD0104',
    path: place.path,
    field: place.field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${badValue(value, node.version)}: supported values: ${names.map(quote).join(', ')}`,
    text: `${place.text} in body should be one of [${names.join(' ')}]`,
    rule: [...node.schema.path, 'enum'],
    hint: nearest(value, names) ?? `one of ${names.join(', ')}`,
  })
}

/**
 * Go converts the value to the candidate's type before it compares: 2.5 becomes the int64 2, and 65 the string "A".
 * null equals nothing, not even null.
 */
function equalsConverted(value: Value, candidate: Value): boolean {
  if (value === null || candidate === null) return false
  const from = typeName(value)
  const to = typeName(candidate)
  if (from === to) return deepEqual(value, candidate)
  if (from === 'number' && to === 'integer')
    return Math.trunc(toNumber(value as number)) === toNumber(candidate as number)
  if (from === 'integer' && to === 'number') return toNumber(value as number) === toNumber(candidate as number)
  if (from === 'integer' && to === 'string') return asRune(value as number | bigint) === candidate
  return false
}

function asRune(value: number | bigint): string {
  const code = isInt(value) ? Number(value) : -1
  const valid = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return valid ? String.fromCodePoint(code) : '\ufffd'
}

/** The one allowed value that differs only in case or spacing. */
function nearest(value: Value, names: readonly string[]): string | undefined {
  if (typeof value !== 'string') return undefined
  const fold = (text: string) => text.toLowerCase().replace(/[\s_-]/g, '')
  const found = names.filter((name) => fold(name) === fold(value))
  return found.length === 1 ? `did you mean ${found[0]}? Allowed: ${names.join(', ')}` : undefined
}
