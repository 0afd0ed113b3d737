import type { Dict } from '../model/value.ts'
import { shape } from './decode.ts'
import { applyDefaults } from './default.ts'
import type { ServedVersion } from './served-version.ts'

/**
 * Makes the object what a read returns after it was written: encoded to the storage version, where fields unknown to
 * that schema are lost, read back with its defaults, and converted to the asked version, losing what that one does not
 * know. Conversion is strategy None, whatever the CRD says.
 * Upstream: apiextensions-apiserver/pkg/apiserver/customresource_handler.go.
 */
export function roundTrip(object: Dict, version: ServedVersion): void {
  object.apiVersion = version.storage.apiVersion
  shape(object, version.storage.root, version)
  applyDefaults(object, version.storage.root)
  object.apiVersion = version.apiVersion
  if (version.storage.root !== version.root) shape(object, version.root, version)
}
