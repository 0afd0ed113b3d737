import type { Path } from '../model/path.ts'
import { type Dict, newDict } from '../model/value.ts'
import type { Cause } from './cause.ts'
import { applyDefaults, dropNulls } from './default.ts'
import { coerceEmbedded } from './embedded.ts'
import { decodeMetadata, decodeStoredMetadata } from './metadata/decode.ts'
import type { Node } from './node.ts'
import { prune, type UnknownField } from './prune.ts'
import { rootFor, type ServedVersion } from './served-version.ts'
import { unknownFieldHint } from './unknown-hint.ts'

/**
 * Turns a request's object into what the server works on, in place: metadata typed, unknown fields removed, nulls
 * dropped, embedded metadata typed, defaults filled in.
 * Upstream: apiextensions-apiserver/pkg/apiserver/customresource_handler.go unstructuredSchemaCoercer.apply.
 *
 * @returns why it cannot be decoded: one hard error, or all strict errors; empty when it can
 */
export function decodeRequest(object: Dict, version: ServedVersion): Cause[] {
  const { root } = version
  const metadata = object.metadata === undefined ? undefined : decodeMetadata(object.metadata)
  if (metadata && 'error' in metadata) {
    return [badRequest(metadata.error, ['metadata', ...metadata.path], version)]
  }
  const pruned = shape(object, root, version)
  const embedded = coerceEmbedded(object, root)
  if (embedded.bad) return [badRequest(embedded.bad.error, embedded.bad.path, version)]
  const strict = [
    ...(metadata?.unknown ?? []).map(({ path, field }) => unknown(['metadata', ...path], `metadata.${field}`)),
    ...pruned.map(({ path, field }) => unknown(path, field, unknownFieldHint(root.schema, path))),
    ...embedded.unknown.map(({ path, field }) => unknown(path, field)),
  ]
  if (strict.length > 0) return strict
  object.metadata = metadata?.metadata ?? newDict()
  applyDefaults(object, root)
  return []
}

/** The same for what comes out of the storage, by the version it is written in: what does not fit is dropped. */
export function decodeStored(object: Dict, version: ServedVersion): void {
  const root = rootFor(object.apiVersion, version)
  object.metadata = (object.metadata === undefined ? undefined : decodeStoredMetadata(object.metadata)) ?? newDict()
  shape(object, root, version)
  coerceEmbedded(object, root)
  applyDefaults(object, root)
}

/**
 * Removes what the schema does not know, and nulls it does not allow, in place; nothing where `spec.preserveUnknownFields`
 * is set, as old CRDs have it.
 *
 * @returns what was not known
 */
export function shape(object: Dict, root: Node, { crd }: ServedVersion): UnknownField[] {
  if (crd.preserveUnknownFields) return []
  const unknown = prune(object, root)
  dropNulls(object, root)
  return unknown
}

/** Upstream: apiserver/pkg/endpoints/handlers/create.go transformDecodeError. */
function badRequest(detail: string, path: Path, { version, crd }: ServedVersion): Cause {
  const { kind } = crd.names
  const message = `${kind} in version "${version.name}" cannot be handled as a ${kind}: ${detail}`
  return { code: 'CRD0125', path, field: '', reason: 'BadRequest', message, hint: 'the value has the wrong type' }
}

function unknown(path: Path, field: string, hint?: string): Cause {
  const cause: Cause = {
    code: 'CRD0117',
    path,
    field,
    reason: 'UnknownField',
    message: `unknown field "${field}"`,
    atKey: true,
  }
  if (hint !== undefined) cause.hint = hint
  return cause
}
