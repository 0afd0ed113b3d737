import { quote } from '../../../model/go/quote.ts'
import type { ServerVersion } from '../../../model/server-version.ts'
import type { Cause } from '../../../validation/cause.ts'
import { formatChecker } from '../../../validation/formats/format-checker.ts'
import { allSchemas, rootSchemas } from '../schema/walk.ts'
import { pathOf } from '../spot.ts'
import type { Definition, SchemaProps } from '../types.ts'

/**
 * The response warnings about formats that are not enforced; those that the old CRD has do not count. Every place is
 * told, where the server says each text once. Since 1.34.
 * Upstream: registry/customresourcedefinition/strategy.go getUnrecognizedFormatsInCRD.
 */
export function formatWarnings(crd: Definition, old: Definition | undefined, server: ServerVersion): Cause[] {
  if (server.minor < 34) return []
  const known = new Set(old ? unenforced(old, server).map(({ format }) => format) : [])
  return unenforced(crd, server)
    .filter(({ format }) => !known.has(format))
    .map((schema) => ({
      code: 'CRD0234',
      field: '',
      reason: 'FieldValueInvalid',
      message: `unrecognized format ${quote(schema.format)}`,
      path: [...pathOf(schema.spot), 'format'],
    }))
}

function unenforced(crd: Definition, server: ServerVersion): SchemaProps[] {
  return rootSchemas(crd.spec).flatMap((root) =>
    [...allSchemas(root)].filter(({ format, type }) => format !== '' && !isEnforced(format, type, server)),
  )
}

/** Upstream: apiserver/validation/formats.go GetUnrecognizedFormats. */
function isEnforced(format: string, type: string, server: ServerVersion): boolean {
  if (type === '' || type === 'string') return formatChecker(format, server) !== undefined
  if (type === 'integer') return format === 'int32' || format === 'int64'
  return type === 'number' && (format === 'float' || format === 'double')
}
