import { isDNS1035Label } from '../../../model/names.ts'
import { type Causes, plain } from '../causes.ts'
import { types } from '../decode/definition-types.ts'
import type { GoType } from '../decode/go-type.ts'
import type { Options } from '../options.ts'
import type { Place } from '../place.ts'
import { printVersions } from '../print.ts'
import { checkValidation } from '../schema/root.ts'
import type { Spec, Version } from '../types.ts'
import { checkColumns } from './columns.ts'
import { checkDeprecation } from './deprecation.ts'
import { checkSelectableFields } from './selectable-fields.ts'
import { checkSubresources } from './subresources.ts'

const code = 'CRD0207'

/** spec.versions, each for itself and all together. Upstream: validation.go validateCustomResourceDefinitionSpec. */
export function checkVersions(spec: Spec, options: Options, place: Place, causes: Causes): void {
  const versions = spec.versions ?? []
  const at = place.child('versions')
  const withStatus = versionsWithStatus(spec)
  versions.forEach((version, i) => {
    checkVersion(version, withStatus.has(version.name), options, at.index(i), causes)
  })

  const forbidBoth = (field: string) => {
    const detail = `top-level and per-version ${field === 'validation' ? 'schemas' : field} are mutually exclusive`
    causes.forbidden(code, place.child(field), detail)
  }
  const hasColumns = versions.some((version) => version.additionalPrinterColumns?.length)
  if (spec.validation && versions.some((version) => version.schema)) forbidBoth('validation')
  if (spec.subresources && versions.some((version) => version.subresources)) forbidBoth('subresources')
  if (spec.additionalPrinterColumns?.length && hasColumns) forbidBoth('additionalPrinterColumns')

  let printed: string | undefined
  const print = () => (printed ??= printVersions(spec.versions))
  const all = (what: string, instead: string) => {
    const detail = `per-version ${what} may not all be set to identical values (top-level ${instead} should be used instead)`
    causes.invalid(code, at, print(), detail)
  }
  if (identical(versions, 'schema', types.optionalValidation)) all('schemas', 'validation')
  if (identical(versions, 'subresources', types.optionalSubresources)) all('subresources', 'subresources')
  if (identical(versions, 'additionalPrinterColumns', types.columns)) {
    all('additionalPrinterColumns', 'additionalPrinterColumns')
  }
  if (new Set(versions.map(({ name }) => name)).size < versions.length) {
    causes.invalid(code, at, print(), 'must contain unique version names')
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    causes.invalid(code, at, print(), 'must have exactly one version marked as storage version')
  }
  checkVersionField(spec, place, causes)
}

/** spec.version, which v1 does not have: there it is the first of spec.versions. */
function checkVersionField(spec: Spec, place: Place, causes: Causes): void {
  if (spec.version === '') return
  const written = spec.raw?.version !== undefined
  const at = written ? place.child('version') : place.child('version', 'versions', 0, 'name')
  const errors = isDNS1035Label(spec.version)
  if (errors.length > 0) causes.invalid(code, at, plain(spec.version), errors.join(','))
  const first = spec.versions?.[0]
  if (first && first.name !== spec.version) {
    causes.invalid(code, at, plain(spec.version), 'must match the first version in spec.versions')
  }
}

function checkVersion(version: Version, hasStatus: boolean, options: Options, place: Place, causes: Causes): void {
  const errors = isDNS1035Label(version.name)
  if (errors.length > 0) causes.invalid(code, place.child('name'), plain(version.name), errors.join(','))
  checkDeprecation(version, place, causes)
  const suppressPerExpressionCost = options.versionsWithUnchangedSchemas.has(version.name)
  const own = suppressPerExpressionCost ? { ...options, suppressPerExpressionCost } : options
  checkValidation(version.schema, hasStatus, own, place.child('schema'), causes)
  checkSubresources(version.subresources, place.child('subresources'), causes)
  checkColumns(version.additionalPrinterColumns, place.child('additionalPrinterColumns'), causes)
  if (!version.selectableFields?.length) return
  const fieldsAt = place.child('selectableFields')
  const schema = version.schema?.openAPIV3Schema
  if (!schema) {
    const detail = 'may only be set when `version.schema.openAPIV3Schema` is not included'
    causes.invalid('CRD0213', fieldsAt, plain(''), detail)
    return
  }
  const allowTooMany = options.allowTooManySelectableFields.has(version.name)
  const schemaAt = place.child('schema.openAPIV3Schema')
  checkSelectableFields(version.selectableFields, schema, allowTooMany, fieldsAt, schemaAt, causes)
}

/** Upstream: getSubresourcesForVersion, which takes the first version of a name. */
function versionsWithStatus(spec: Spec): Set<string> {
  const versions = spec.versions ?? []
  const shared = versions.some(({ subresources }) => subresources) ? undefined : spec.subresources
  const first = new Map<string, boolean>()
  for (const { name, subresources } of versions) {
    if (!first.has(name)) first.set(name, (shared ?? subresources)?.status !== undefined)
  }
  return new Set([...first.keys()].filter((name) => first.get(name)))
}

type Shared = 'schema' | 'subresources' | 'additionalPrinterColumns'

/** Do all versions say the same, and not nothing? */
function identical<K extends Shared>(versions: readonly Version[], key: K, type: GoType<Version[K]>): boolean {
  if (versions.length === 0) return false
  const first = versions[0]![key]
  return versions.every((version) => {
    const value = version[key]
    return value !== undefined && !(Array.isArray(value) && value.length === 0) && type.equal(value, first)
  })
}
