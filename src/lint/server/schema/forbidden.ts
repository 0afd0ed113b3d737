import { type Causes, plain } from '../causes.ts'
import type { Options } from '../options.ts'
import type { Place } from '../place.ts'
import type { SchemaProps } from '../types.ts'
import type { Surroundings } from './surroundings.ts'

export const schemaTypes = ['array', 'boolean', 'integer', 'number', 'object', 'string']

/** Keywords that schemas of custom resources may not use. Upstream: validation.go specStandardValidatorV3.validate. */
export function checkForbidden(
  schema: SchemaProps,
  around: Surroundings,
  options: Options,
  place: Place,
  causes: Causes,
): void {
  if (options.requireValidPropertyType && schema.type !== '' && !schemaTypes.includes(schema.type)) {
    causes.notSupported('CRD0220', place.child('type'), plain(schema.type), schemaTypes)
  }
  if (schema.default !== undefined && (around.noDefaults !== undefined || !options.allowDefaults)) {
    const reason = around.noDefaults === undefined ? '' : ` ${around.noDefaults}`
    causes.forbidden('CRD0228', place.child('default'), `must not be set${reason}`)
  }
  const unsupported = (keyword: string) =>
    causes.forbidden('CRD0221', place.child(keyword, keyword), `${keyword} is not supported`)
  if (schema.id !== '') unsupported('id')
  if (schema.additionalItems) unsupported('additionalItems')
  if (schema.patternProperties?.size) unsupported('patternProperties')
  if (schema.definitions?.size) unsupported('definitions')
  if (schema.dependencies) unsupported('dependencies')
  if (schema.ref !== undefined) unsupported('$ref')
  if (schema.type === 'null') {
    const detail = 'type cannot be set to null, use nullable as an alternative'
    causes.forbidden('CRD0220', place.child('type'), detail)
  }
  if (schema.items?.jsonSchemas?.length) {
    causes.forbidden('CRD0221', place.child('items'), 'items must be a schema object and not an array')
  }
  if (around.insideMeta && schema.xEmbeddedResource) {
    const detail = 'must not be used inside of resource meta'
    causes.forbidden('CRD0227', place.child('x-kubernetes-embedded-resource'), detail)
  }
}
