import { write } from '../model/go/json.ts'
import { type Dict, isDict, isInt, toNumber, type Value } from '../model/value.ts'
import type { Scale } from '../schema/crd.ts'
import type { Cause } from './cause.ts'
import { formatFloat } from './go-text.ts'

/**
 * What the scale subresource points at. The field keeps its leading dot.
 * Upstream: apiextensions-apiserver/pkg/registry/customresource/validator.go ValidateScaleSpec, ValidateScaleStatus.
 */
export function checkScale(object: Dict, scale: Scale, parts: 'all' | 'status'): Cause[] {
  const causes: Cause[] = []
  if (parts === 'all') causes.push(...checkReplicas(object, scale.specReplicasPath))
  causes.push(...checkReplicas(object, scale.statusReplicasPath))
  if (scale.labelSelectorPath !== undefined) {
    const { path, error } = lookUp(object, scale.labelSelectorPath, 'string')
    if (error !== undefined) causes.push(invalid(scale.labelSelectorPath, path, '""', error))
  }
  return causes
}

function checkReplicas(object: Dict, jsonPath: string): Cause[] {
  const { path, value, error } = lookUp(object, jsonPath, 'int64')
  if (error !== undefined) return [invalid(jsonPath, path, '0', error)]
  if (value === undefined || !isInt(value)) return []
  if (value < 0) return [invalid(jsonPath, path, String(value), 'should be a non-negative integer')]
  if (value > 2147483647) return [invalid(jsonPath, path, String(value), 'should be less than or equal to 2147483647')]
  return []
}

function invalid(jsonPath: string, path: string[], value: string, detail: string): Cause {
  return {
    code: 'CRD0122',
    path,
    field: jsonPath,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${value}: ${detail}`,
    hint: 'the scale subresource reads this field',
  }
}

/** Upstream: apimachinery unstructured NestedInt64, NestedString: their error texts name Go types. */
function lookUp(object: Dict, jsonPath: string, want: 'int64' | 'string') {
  const path = jsonPath.replace(/^\./, '').split('.')
  let value: Value | undefined = object
  for (const [i, step] of path.entries()) {
    if (value === null) return { path, value: undefined, error: undefined }
    if (!isDict(value)) {
      const at = `.${path.slice(0, i + 1).join('.')}`
      return {
        path,
        value,
        error: `${at} accessor error: ${goValue(value)} is of the type ${goType(value)}, expected map[string]interface{}`,
      }
    }
    value = value[step]
    if (value === undefined) return { path, value, error: undefined }
  }
  const fits = want === 'int64' ? isInt(value) : typeof value === 'string'
  if (fits) return { path, value, error: undefined }
  const error = `.${path.join('.')} accessor error: ${goValue(value)} is of the type ${goType(value)}, expected ${want}`
  return { path, value, error }
}

function goType(value: Value): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return '[]interface {}'
  if (isDict(value)) return 'map[string]interface {}'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return isInt(value) ? 'int64' : 'float64'
}

/** Go's %v: `map[a:1 b:[x y]]`. */
function goValue(value: Value): string {
  return write(value, {
    string: (text) => text,
    number: (number) => (isInt(number) ? String(number) : formatFloat(toNumber(number))),
    null: '<nil>',
    dict: 'map[',
    dictEnd: ']',
    list: '[',
    separator: ' ',
  })
}
