import type { Path } from '../model/path.ts'

/**
 * One entry of the API server's `details.causes`, and where in the object it stands.
 * Upstream: apimachinery/pkg/util/validation/field/errors.go.
 */
export interface Cause {
  code: string
  path: Path
  /** As the server prints it; `<nil>` when it has no path. */
  field: string
  reason: CauseReason
  message: string
  /** The schema node and keyword that decided, as a path in the CRD. */
  rule?: Path
  hint?: string
  /** The key at `path` is wrong, not its value. */
  atKey?: boolean
  /** Values other than the one at `path` that were involved, with their paths. */
  related?: Path[]
}

export type CauseReason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'InternalError'
  | 'BadRequest'
  | 'UnknownField'
  | 'NotFound'
  | 'Conflict'

/** The reasons after which the server does not run CEL rules. Upstream: customresource/strategy.go hasBlockingErr. */
export function blocksRules(cause: Cause): boolean {
  switch (cause.reason) {
    case 'FieldValueNotSupported':
    case 'FieldValueRequired':
    case 'FieldValueTooLong':
    case 'FieldValueTooMany':
    case 'FieldValueTypeInvalid':
      return true
    default:
      return false
  }
}
