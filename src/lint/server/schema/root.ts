import { Causes, plain } from '../causes.ts'
import { checkCosts } from '../cel/check-costs.ts'
import { RuleContext } from '../cel/rule-context.ts'
import { goName } from '../decode/struct.ts'
import type { Options } from '../options.ts'
import type { Place } from '../place.ts'
import { printSchema } from '../print.ts'
import type { SchemaProps, Validation } from '../types.ts'
import { conversionError } from './convertible.ts'
import { checkDefaults } from './defaults.ts'
import { isZero, type Keyword } from './only.ts'
import { checkOpenAPI } from './openapi.ts'
import { checkStructural } from './structural.ts'

/**
 * The schema of a version, or of all versions.
 * Upstream: validation.go validateCustomResourceDefinitionValidation.
 */
export function checkValidation(
  validation: Validation | undefined,
  hasStatus: boolean,
  options: Options,
  place: Place,
  causes: Causes,
): void {
  const schema = validation?.openAPIV3Schema
  if (!schema) return
  const at = place.child('openAPIV3Schema')
  const own = new Causes()
  if (schema.nullable) own.forbidden('CRD0218', at.child('nullable'), 'nullable cannot be true at the root')
  let rules: RuleContext | undefined
  let inconvertible: string | undefined
  if (options.requireStructuralSchema) {
    inconvertible = conversionError(schema)
    if (inconvertible === undefined) {
      const structural = new Causes()
      checkStructural(schema, at, structural)
      // Defaults are looked at once the schema is structural, and rules once the defaults are right.
      if (structural.valid) checkDefaults(schema, options, at, structural)
      if (structural.valid) rules = RuleContext.root(schema)
      own.addAll(structural.list)
    }
  }
  // After the defaults, which change: causes print the whole schema.
  if (hasStatus) checkRootWithStatus(schema, at, own)
  const found = checkOpenAPI(schema, rules, options, at)
  own.addAll(found.schema.list)
  own.addAll(found.rules.list)
  if (own.valid && inconvertible !== undefined) own.invalid('CRD0221', at, plain(''), inconvertible)
  if (rules) checkCosts(rules.totalCost, at, own)
  causes.addAll(own.list)
}

/** In Go's names and order, as the cause lists them. */
const allowedWithStatus: readonly Keyword[] = [
  'description',
  'type',
  'format',
  'title',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'required',
  'items',
  'properties',
  'externalDocs',
  'example',
  'xPreserveUnknownFields',
  'xValidations',
]

/** With a status subresource the status is validated alone, so the root must not say what would be lost with it. */
function checkRootWithStatus(schema: SchemaProps, place: Place, causes: Causes): void {
  const { spot: _, raw: __, ...keywords } = schema
  for (const [key, value] of Object.entries(keywords) as [Keyword, unknown][]) {
    if (isZero(key, value)) continue
    if (key === 'type' && value !== 'object') {
      const detail =
        'only "object" is allowed as the type at the root of the schema if the status subresource is enabled'
      causes.invalid('CRD0218', place.child('type'), plain(schema.type), detail)
      return
    }
    if (allowedWithStatus.includes(key)) continue
    const allowed = `[${allowedWithStatus.map(goName).join(' ')}]`
    const detail = `only ${allowed} fields are allowed at the root of the schema if the status subresource is enabled`
    causes.invalid('CRD0218', place, printSchema(schema), detail)
    return
  }
}
