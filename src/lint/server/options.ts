import type { ServerVersion } from '../../model/server-version.ts'

/**
 * Which checks are on: all, when a CRD is created; on update those that the old one did not break already.
 * Upstream: apiextensions/validation/validation.go validationOptions.
 */
export interface Options {
  server: ServerVersion
  allowDefaults: boolean
  requireRecognizedConversionReviewVersion: boolean
  requireImmutableNames: boolean
  requireOpenAPISchema: boolean
  requireValidPropertyType: boolean
  requireStructuralSchema: boolean
  requirePrunedDefaults: boolean
  requireAtomicSetType: boolean
  requireMapListKeysMapSetValidation: boolean
  /** Rules and message expressions that the old CRD has: they may use what older servers do not know. */
  preexisting: { rules: ReadonlySet<string>; messageExpressions: ReadonlySet<string> }
  /** Names of versions whose schema is as it was: the cost limit of a single rule does not apply there. */
  versionsWithUnchangedSchemas: ReadonlySet<string>
  suppressPerExpressionCost: boolean
  allowInvalidCABundle: boolean
  /** Names of versions, '' for the top of spec. */
  allowTooManySelectableFields: ReadonlySet<string>
}

export function createOptions(server: ServerVersion): Options {
  return {
    server,
    allowDefaults: true,
    requireRecognizedConversionReviewVersion: true,
    requireImmutableNames: false,
    requireOpenAPISchema: true,
    requireValidPropertyType: true,
    requireStructuralSchema: true,
    requirePrunedDefaults: true,
    requireAtomicSetType: true,
    requireMapListKeysMapSetValidation: true,
    preexisting: { rules: new Set(), messageExpressions: new Set() },
    versionsWithUnchangedSchemas: new Set(),
    suppressPerExpressionCost: false,
    allowInvalidCABundle: true,
    allowTooManySelectableFields: new Set(),
  }
}

/** What servers required of v1beta1, when they served it. */
export function betaOptions(server: ServerVersion): Options {
  return {
    ...createOptions(server),
    requireOpenAPISchema: false,
    requireValidPropertyType: false,
    requireStructuralSchema: false,
  }
}
