import type { Dict, Value } from '../model/value.ts'
import type { Cause } from './cause.ts'
import { check } from './check.ts'
import { applyDefaults, dropNulls } from './default.ts'
import { Place, SchemaErrors } from './errors.ts'
import { checkListTypes } from './list-type.ts'
import { prune } from './prune.ts'
import { checkScale } from './scale.ts'
import type { ServedVersion } from './served-version.ts'

/** The server's answer in its own terms. */
export interface Judgement {
  causes: Cause[]
  warnings: Cause[]
  stored: Value | undefined
}

/**
 * Creates a resource: decode, prune, default, validate, store. Changes the object.
 * The order, and what stops what, is the server's: apiserver/pkg/registry/rest/create.go BeforeCreate and
 * apiextensions-apiserver/pkg/registry/customresource/strategy.go.
 */
export function createResource(object: Dict, version: ServedVersion): Judgement {
  const unknown = prune(object, version.root)
  if (unknown.length > 0) {
    return {
      causes: unknown.map(({ path, field }) => ({
        code: 'CRD0117',
        path,
        field,
        reason: 'UnknownField',
        message: `unknown field "${field}"`,
      })),
      warnings: [],
      stored: undefined,
    }
  }
  dropNulls(object, version.root)
  applyDefaults(object, version.root)
  if (version.version.hasStatus) delete object.status
  const errors = new SchemaErrors()
  check(version.root, object, new Place(), errors, undefined)
  const causes: Cause[] = [...errors.list]
  if (version.version.scale) causes.push(...checkScale(object, version.version.scale, 'all'))
  causes.push(...checkListTypes(object, version.root))
  return { causes, warnings: [], stored: causes.length === 0 ? store(object, version) : undefined }
}

/** To the storage version and back: what that schema does not know is lost, what it defaults appears. */
function store(object: Dict, version: ServedVersion): Value {
  prune(object, version.storage.root)
  dropNulls(object, version.storage.root)
  applyDefaults(object, version.storage.root)
  if (version.storage.root !== version.root) {
    prune(object, version.root)
    dropNulls(object, version.root)
  }
  return object
}
