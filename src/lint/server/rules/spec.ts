import { type Causes, plain } from '../causes.ts'
import type { Options } from '../options.ts'
import type { Place } from '../place.ts'
import { checkValidation } from '../schema/root.ts'
import { hasSchemaWith } from '../schema/walk.ts'
import type { SchemaProps, Spec } from '../types.ts'
import { checkColumns } from './columns.ts'
import { checkConversion } from './conversion.ts'
import { checkGroup } from './group.ts'
import { checkNames, requireNames } from './names.ts'
import { checkOneOf } from './one-of-strings.ts'
import { checkSelectableFields } from './selectable-fields.ts'
import { checkSubresources } from './subresources.ts'
import { checkVersions } from './versions.ts'

/** Upstream: validation.go validateCustomResourceDefinitionSpec. */
export function checkSpec(spec: Spec, given: Options, place: Place, causes: Causes): void {
  checkGroup(spec.group, place.child('group'), causes)
  checkOneOf('CRD0205', spec.scope, ['Cluster', 'Namespaced'], place.child('scope'), causes)
  const preserve = spec.preserveUnknownFields
  checkSchemasPresent(spec, given, place, causes)
  const hasDefaults = given.allowDefaults && hasSchemaWith(spec, (schema) => schema.default !== undefined)
  if (hasDefaults && preserve !== false) {
    const detail = 'must be false in order to use defaults in the schema'
    causes.invalid('CRD0214', place.child('preserveUnknownFields'), 'true', detail)
  }
  const mustBeStructural = preserve !== true || hasDefaults || hasSchemaWith(spec, hasExtensions)
  const options = mustBeStructural ? { ...given, requireStructuralSchema: true } : given

  checkVersions(spec, options, place, causes)
  requireNames(spec.names, place.child('names'), causes)
  checkNames(spec.names, place.child('names'), causes)
  checkShared(spec, options, place, causes)
  checkConversion(spec.conversion, preserve, options, place.child('conversion'), causes)
}

function checkSchemasPresent(spec: Spec, options: Options, place: Place, causes: Causes): void {
  if (spec.validation?.openAPIV3Schema) return
  const prunes = spec.preserveUnknownFields !== true
  spec.versions?.forEach((version, i) => {
    if (version.schema?.openAPIV3Schema) return
    const at = place.child('versions').index(i).child('schema').child('openAPIV3Schema')
    if (options.requireOpenAPISchema) causes.required('CRD0209', at)
    else if (prunes && version.served) causes.required('CRD0209', at, 'because otherwise all fields are pruned')
  })
}

/** Upstream: schemaHasKubernetesExtensions. */
function hasExtensions(schema: SchemaProps): boolean {
  return (
    schema.xEmbeddedResource ||
    schema.xPreserveUnknownFields !== undefined ||
    schema.xIntOrString ||
    Boolean(schema.xListMapKeys?.length) ||
    schema.xListType !== undefined ||
    Boolean(schema.xValidations?.length)
  )
}

/** What stands at the top of spec: v1beta1 writes it there; from v1 it comes there when all versions say the same. */
function checkShared(spec: Spec, options: Options, place: Place, causes: Causes): void {
  const suppressPerExpressionCost = options.versionsWithUnchangedSchemas.has(spec.version)
  const own = suppressPerExpressionCost ? { ...options, suppressPerExpressionCost } : options
  const statusEnabled = [spec.subresources, ...(spec.versions ?? []).map((version) => version.subresources)].some(
    (subresources) => subresources?.status !== undefined,
  )
  checkValidation(spec.validation, statusEnabled, own, sharedPlace(spec, 'validation', place), causes)
  checkSubresources(spec.subresources, sharedPlace(spec, 'subresources', place), causes)
  checkColumns(spec.additionalPrinterColumns, sharedPlace(spec, 'additionalPrinterColumns', place), causes)
  if (!spec.selectableFields?.length) return
  const at = sharedPlace(spec, 'selectableFields', place)
  const schema = spec.validation?.openAPIV3Schema
  if (!schema) {
    causes.invalid('CRD0213', at, plain(''), 'may only be set when validations.schema is included')
    return
  }
  const allowTooMany = options.allowTooManySelectableFields.has('')
  const schemaAt = place.child('schema.openAPIV3Schema')
  checkSelectableFields(spec.selectableFields, schema, allowTooMany, at, schemaAt, causes)
}

function sharedPlace(
  spec: Spec,
  field: 'validation' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields',
  place: Place,
): Place {
  if (spec.raw?.[field] !== undefined) return place.child(field)
  return place.child(field, 'versions', 0, field === 'validation' ? 'schema' : field)
}
