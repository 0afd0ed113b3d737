import type { Dict } from '../../model/value.ts'
import type { Check } from '../check-function.ts'
import type { Correlation } from '../correlate.ts'
import type { Place, SchemaErrors } from '../errors.ts'
import { quote } from '../go-text.ts'
import type { Node } from '../node.ts'
import { tooMany } from './too-many.ts'

/**
 * Properties, additionalProperties, required, minProperties, maxProperties.
 * Upstream: kube-openapi/pkg/validation/validate/object_validator.go.
 * @returns the matches of the properties
 */
export function checkObject(
  node: Node,
  object: Dict,
  place: Place,
  errors: SchemaErrors,
  old: Correlation | undefined,
  check: Check,
): number {
  let matches = 0
  if (node.minProperties !== undefined || node.maxProperties !== undefined) checkSize(node, object, place, errors)
  if (node.hasProperties || node.additional || node.additionalForbidden) {
    for (const name of Object.keys(object)) {
      const property = node.property(name)
      const child = property ?? node.additional
      if (child) {
        place.push(name)
        const oldChild = old && (isTypeField(name) && old.isRoot ? undefined : old.key(name))
        matches += check(child, object[name]!, place, errors, oldChild)
        place.pop()
      } else if (node.additionalForbidden) forbidden(node, name, place, errors)
    }
  }
  for (const name of node.required) {
    if (object[name] === undefined) missing(node, name, place, errors)
  }
  return matches
}

/** apiVersion and kind never ratchet: both old and new were converted to the same version. */
function isTypeField(name: string): boolean {
  return name === 'apiVersion' || name === 'kind'
}

function missing(node: Node, name: string, place: Place, errors: SchemaErrors): void {
  const { path, field } = place.child(name)
  const text = `${place.text}.${name} in body is required`
  errors.add({
    code: 'CRD0102',
    path,
    field,
    reason: 'FieldValueRequired',
    message: 'Required value',
    text,
    rule: [...node.schema.path, 'required'],
    hint: `add ${name}`,
  })
}

function forbidden(node: Node, name: string, place: Place, errors: SchemaErrors): void {
  const text = `${place.text}.${name} in body is a forbidden property`
  errors.add({
    code: 'CRD0112',
    path: [...place.path, name],
    field: place.field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${quote(name)}: ${text}`,
    text,
    rule: [...node.schema.path, 'additionalProperties'],
    hint: `remove ${name}`,
  })
}

function checkSize(node: Node, object: Dict, place: Place, errors: SchemaErrors): void {
  const { minProperties, maxProperties } = node
  let size = 0
  for (const _ in object) size++
  if (minProperties !== undefined && size < minProperties) {
    const text = `${place.text} in body should have at least ${minProperties} properties`
    errors.add({
      code: 'CRD0111',
      path: place.path,
      field: place.field,
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${size}: ${text}`,
      text,
      rule: [...node.schema.path, 'minProperties'],
      hint: `at least ${minProperties} entr${minProperties === 1 ? 'y' : 'ies'}, this has ${size}`,
    })
  }
  if (maxProperties !== undefined && size > maxProperties) {
    tooMany(node, 'maxProperties', size, maxProperties, place, errors)
  }
}
