import type { Value } from '../../model/value.ts'
import type { Check } from '../check-function.ts'
import type { Correlation } from '../correlate.ts'
import type { Place, SchemaErrors } from '../errors.ts'
import type { Node } from '../node.ts'
import { tooMany } from './too-many.ts'

/**
 * Items, minItems, maxItems. Upstream: kube-openapi/pkg/validation/validate/slice_validator.go.
 * @returns the matches of the items
 */
export function checkList(
  node: Node,
  list: readonly Value[],
  place: Place,
  errors: SchemaErrors,
  old: Correlation | undefined,
  check: Check,
): number {
  let matches = 0
  const { items, minItems, maxItems } = node
  if (items) {
    for (let i = 0; i < list.length; i++) {
      place.push(i)
      matches += check(items, list[i]!, place, errors, old?.item(i))
      place.pop()
    }
  }
  if (minItems !== undefined && list.length < minItems) {
    const text = `${place.text} in body should have at least ${minItems} items`
    errors.add({
      code: 'CRD0110',
      path: place.path,
      field: place.field,
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${list.length}: ${text}`,
      text,
      rule: [...node.schema.path, 'minItems'],
      hint: `at least ${minItems} item${minItems === 1 ? '' : 's'}, this has ${list.length}`,
    })
  }
  if (maxItems !== undefined && list.length > maxItems) {
    tooMany(node, 'maxItems', list.length, maxItems, place, errors)
  }
  return matches
}
