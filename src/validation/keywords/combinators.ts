import type { Value } from '../../model/value.ts'
import type { Check } from '../check-function.ts'
import { type Place, SchemaErrors } from '../errors.ts'
import { quote } from '../go-text.ts'
import type { Node } from '../node.ts'

interface Branch {
  errors: SchemaErrors
  matches: number
}

/**
 * anyOf, oneOf, allOf, not. Nothing inside them ratchets by itself.
 * Upstream: kube-openapi/pkg/validation/validate/schema_props.go.
 * @returns 1 plus the matches of the branches that count
 */
export function checkCombinators(node: Node, value: Value, place: Place, errors: SchemaErrors, check: Check): number {
  let matches = 1
  if (node.anyOf.length > 0) matches += anyOf(node, value, place, errors, check)
  if (node.oneOf.length > 0) matches += oneOf(node, value, place, errors, check)
  if (node.allOf.length > 0) matches += allOf(node, value, place, errors, check)
  if (node.not && judge(node.not, value, place, check).errors.valid) {
    fail(
      node,
      'not',
      'CRD0116',
      'must not validate the schema (not)',
      'matches what the schema excludes',
      place,
      errors,
    )
  }
  return matches
}

function judge(node: Node, value: Value, place: Place, check: Check): Branch {
  const errors = new SchemaErrors()
  const matches = check(node, value, place, errors, undefined)
  return { errors, matches }
}

function anyOf(node: Node, value: Value, place: Place, errors: SchemaErrors, check: Check): number {
  let best: Branch | undefined
  for (const branch of node.anyOf) {
    const result = judge(branch, value, place, check)
    if (result.errors.valid) return result.matches
    if (!best || result.matches > best.matches) best = result
  }
  fail(node, 'anyOf', 'CRD0113', 'must validate at least one schema (anyOf)', alternatives(node.anyOf), place, errors)
  errors.addAll(best!.errors.list)
  return best!.matches
}

function oneOf(node: Node, value: Value, place: Place, errors: SchemaErrors, check: Check): number {
  let best: Branch | undefined
  let success: Branch | undefined
  let valid = 0
  for (const branch of node.oneOf) {
    const result = judge(branch, value, place, check)
    if (result.errors.valid) {
      valid++
      success ??= result
    } else if (!best || result.matches > best.matches) best = result
  }
  if (valid === 1) return success!.matches
  if (valid > 1) {
    const found = `Found ${valid} valid alternatives`
    const hint = `matches ${valid} of ${node.oneOf.length} alternatives, must match exactly one`
    fail(node, 'oneOf', 'CRD0114', `must validate one and only one schema (oneOf). ${found}`, hint, place, errors)
    return 0
  }
  const hint = alternatives(node.oneOf)
  fail(node, 'oneOf', 'CRD0114', 'must validate one and only one schema (oneOf). Found none valid', hint, place, errors)
  errors.addAll(best!.errors.list)
  return best!.matches
}

function allOf(node: Node, value: Value, place: Place, errors: SchemaErrors, check: Check): number {
  let matches = 0
  let valid = 0
  for (const branch of node.allOf) {
    const result = judge(branch, value, place, check)
    if (result.errors.valid) valid++
    errors.addAll(result.errors.list)
    matches += result.matches
  }
  if (valid < node.allOf.length) {
    const none = valid === 0 ? '. None validated' : ''
    const hint = `${node.allOf.length - valid} of ${node.allOf.length} required schemas do not match`
    fail(node, 'allOf', 'CRD0115', `must validate all the schemas (allOf)${none}`, hint, place, errors)
  }
  return matches
}

/** Which fields the branches ask for, when that is all they do: the usual "one of these must be set". */
function alternatives(branches: readonly Node[]): string {
  const required = branches.map((branch) => branch.required)
  return required.every((names) => names.length > 0)
    ? `set one of: ${required.map((names) => names.join(' and ')).join('; ')}`
    : `matches none of ${branches.length} alternatives`
}

/** Errors of combinators have no path and no value; where they stand is in the text. */
function fail(
  node: Node,
  keyword: string,
  code: string,
  what: string,
  hint: string,
  place: Place,
  errors: SchemaErrors,
): void {
  const text = `${quote(place.text)} ${what}`
  errors.add({
    code,
    path: place.path,
    field: place.base === '' ? '<nil>' : place.base,
    reason: 'FieldValueInvalid',
    message: `Invalid value: "": ${text}`,
    text,
    rule: [...node.schema.path, keyword],
    hint,
  })
}
