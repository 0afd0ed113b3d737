import { Float, type Value } from '../model/value.ts'
import type { Correlation } from './correlate.ts'
import { type Place, SchemaErrors } from './errors.ts'
import { checkCombinators } from './keywords/combinators.ts'
import { checkEnum } from './keywords/enum.ts'
import { checkList } from './keywords/list.ts'
import { checkNumber } from './keywords/number.ts'
import { checkObject } from './keywords/object.ts'
import { checkFormat, checkString } from './keywords/string.ts'
import { checkNull, checkType } from './keywords/type.ts'
import type { Node } from './node.ts'

/**
 * Judges a value by a schema node, children included, and adds what is wrong to `errors`.
 *
 * @returns how many checks matched: what upstream uses to choose which branch of anyOf and oneOf to report
 * (kube-openapi/pkg/validation/validate/schema.go; the counts are part of the contract).
 */
export function check(
  node: Node,
  value: Value,
  place: Place,
  errors: SchemaErrors,
  old: Correlation | undefined,
): number {
  if (old === undefined) return checkAll(node, value, place, errors, undefined)
  // An update: what is wrong with a value that equals the old one is let pass.
  const own = new SchemaErrors()
  const matches = checkAll(node, value, place, own, old)
  if (own.list.length > 0 && !old.unchanged) errors.addAll(own.list)
  return matches
}

function checkAll(node: Node, value: Value, place: Place, errors: SchemaErrors, old: Correlation | undefined): number {
  if (value === null) {
    const matches = checkNull(node, place, errors)
    checkEnum(node, value, place, errors)
    return matches
  }
  // One for the node, one for each family of keywords that applies to this kind of value: combinators and enum always.
  let matches = 3
  if (node.types.length > 0 || node.format !== '') matches += 1 + checkType(node, value, place, errors)
  matches += node.hasCombinators ? checkCombinators(node, value, place, errors, check) : 1
  switch (typeof value) {
    case 'string':
      matches += 1
      if (node.hasString) checkString(node, value, place, errors)
      if (node.checkFormat) {
        matches += 1
        checkFormat(node, value, place, errors)
      }
      break
    case 'number':
    case 'bigint':
      matches += 2
      if (node.hasNumber) checkNumber(node, value, place, errors)
      break
    case 'object':
      if (value instanceof Float) {
        matches += 2
        if (node.hasNumber) checkNumber(node, value, place, errors)
      } else if (Array.isArray(value)) {
        matches += 2 + checkList(node, value, place, errors, old, check)
      }
      break
  }
  if (node.enum) checkEnum(node, value, place, errors)
  if (typeof value === 'object' && !Array.isArray(value) && !(value instanceof Float)) {
    matches += 1 + checkObject(node, value, place, errors, old, check)
  }
  return matches
}
