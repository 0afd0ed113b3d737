import type { ServerVersion } from '../../model/server-version.ts'
import { Causes } from './causes.ts'
import { types } from './decode/definition-types.ts'
import { createOptions, type Options } from './options.ts'
import { Place } from './place.ts'
import { checkCABundle } from './rules/ca-bundle.ts'
import { isReviewVersion } from './rules/conversion.ts'
import { conversionError } from './schema/convertible.ts'
import { schemaTypes } from './schema/forbidden.ts'
import { checkKeysAndItems, nonAtomicItems } from './schema/list-types.ts'
import { checkStructural } from './schema/structural.ts'
import { hasUnprunedDefault } from './schema/unpruned-defaults.ts'
import { allSchemas, hasSchemaWith, rootSchemas } from './schema/walk.ts'
import type { Definition, SchemaProps, SelectableField, Spec } from './types.ts'

/**
 * Which checks an update has to pass: what the old CRD broke already, the new one may too.
 * Upstream: validation.go ValidateCustomResourceDefinitionUpdate.
 */
export function updateOptions(crd: Definition, old: Definition, server: ServerVersion): Options {
  const reviewVersions = old.spec.conversion?.conversionReviewVersions ?? []
  return {
    ...createOptions(server),
    requireRecognizedConversionReviewVersion: reviewVersions.length === 0 || reviewVersions.some(isReviewVersion),
    requireImmutableNames: isEstablished(old),
    requireOpenAPISchema: everyVersionHasSchema(old.spec),
    requireValidPropertyType: !hasSchemaWith(old.spec, ({ type }) => type !== '' && !schemaTypes.includes(type)),
    requireStructuralSchema: rootSchemas(old.spec).every(isStructural),
    requirePrunedDefaults: !rootSchemas(old.spec).some(
      (root) => isStructural(root) && hasUnprunedDefault(root, server),
    ),
    requireAtomicSetType: !hasSchemaWith(old.spec, (schema) => nonAtomicItems(schema) !== undefined),
    requireMapListKeysMapSetValidation: !hasSchemaWith(old.spec, breaksKeysAndItems),
    preexisting: expressions(old.spec),
    versionsWithUnchangedSchemas: unchangedSchemas(crd.spec, old.spec),
    // Checked since 1.31.
    allowInvalidCABundle: server.minor < 31 || allowsInvalidCABundle(old),
    allowTooManySelectableFields: tooManyBefore(crd.spec, old.spec),
  }
}

function isEstablished(crd: Definition): boolean {
  const condition = crd.status.conditions?.find(({ type }) => type === 'Established')
  return condition?.status === 'True'
}

function everyVersionHasSchema(spec: Spec): boolean {
  if (spec.validation?.openAPIV3Schema) return true
  return (spec.versions ?? []).every((version) => version.schema?.openAPIV3Schema)
}

function isStructural(root: SchemaProps): boolean {
  if (conversionError(root) !== undefined) return false
  const causes = new Causes()
  checkStructural(root, Place.root('schema'), causes)
  return causes.valid
}

function breaksKeysAndItems(schema: SchemaProps): boolean {
  const causes = new Causes()
  checkKeysAndItems(schema, Place.root('schema'), causes)
  return !causes.valid
}

function expressions(spec: Spec): Options['preexisting'] {
  const rules = new Set<string>()
  const messageExpressions = new Set<string>()
  for (const root of rootSchemas(spec)) {
    for (const schema of allSchemas(root)) {
      for (const rule of schema.xValidations ?? []) {
        rules.add(rule.rule)
        if (rule.messageExpression !== '') messageExpressions.add(rule.messageExpression)
      }
    }
  }
  return { rules, messageExpressions }
}

function unchangedSchemas(spec: Spec, old: Spec): Set<string> {
  const names = new Set<string>()
  for (const { name } of spec.versions ?? []) {
    const [now, before] = [schemaOf(spec, name), schemaOf(old, name)]
    if (now && before && types.optionalValidation.equal(now.schema, before.schema)) names.add(name)
  }
  return names
}

/** Undefined when there is no such version. Upstream: apiextensions/helpers.go GetSchemaForVersion. */
function schemaOf(spec: Spec, name: string): { schema: Spec['validation'] } | undefined {
  if (!spec.versions?.some((version) => version.schema)) return { schema: spec.validation }
  if (spec.validation) return undefined
  const version = spec.versions.find((candidate) => candidate.name === name)
  return version && { schema: version.schema }
}

function allowsInvalidCABundle(old: Definition): boolean {
  if (!isEstablished(old)) return true
  const bundle = old.spec.conversion?.webhookClientConfig?.caBundle
  return bundle !== undefined && bundle !== '' && checkCABundle(bundle) !== undefined
}

function tooManyBefore(spec: Spec, old: Spec): Set<string> {
  const same = (now: SelectableField[] | undefined, before: SelectableField[] | undefined) =>
    (before?.length ?? 0) > 8 && types.selectableFields.equal(now, before)
  const names = new Set<string>()
  if (same(spec.selectableFields, old.selectableFields)) names.add('')
  for (const version of spec.versions ?? []) {
    const before = old.versions?.findLast(({ name }) => name === version.name)
    if (before && same(version.selectableFields, before.selectableFields)) names.add(version.name)
  }
  return names
}
