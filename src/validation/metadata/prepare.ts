import { fromByteString, toByteString } from '../../model/go/utf8.ts'
import type { Dict } from '../../model/value.ts'
import { dedupOwnerReferences } from './owner-references.ts'

/** How the server's five random characters are shown in a generated name. */
const randomSuffix = 'xxxxx'
const maxGeneratedBase = 58

/**
 * Makes decoded metadata what the server validates and stores on create, in place: fields of the system are wiped (uid,
 * timestamps, managed fields stay unset here, since only the server knows them), equal owner references go, the name is
 * generated, the generation is 1.
 * Upstream: apiserver/pkg/registry/rest/{meta,create}.go, endpoints/handlers/create.go.
 *
 * @param namespace of the request; '' for a cluster-scoped resource
 * @returns the response warning about owner references, if any
 */
export function prepareCreate(metadata: Dict, namespace: string): string | undefined {
  for (const field of ['creationTimestamp', 'uid', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink']) {
    delete metadata[field]
  }
  delete metadata.managedFields
  if (namespace === '') delete metadata.namespace
  else metadata.namespace ??= namespace
  const warning = dedupe(metadata)
  if (typeof metadata.generateName === 'string' && metadata.name === undefined) {
    metadata.name = `${fromByteString(toByteString(metadata.generateName).slice(0, maxGeneratedBase))}${randomSuffix}`
  }
  metadata.generation = 1
  return warning
}

/**
 * Makes decoded metadata what the server validates on update, in place: what the system keeps comes from the old object.
 * Upstream: apiserver/pkg/registry/rest/update.go BeforeUpdate.
 *
 * @param changed does anything but metadata differ? The generation counts that.
 * @returns the response warning about owner references, if any
 */
export function prepareUpdate(metadata: Dict, old: Dict, changed: boolean): string | undefined {
  delete metadata.managedFields
  metadata.namespace ??= old.namespace
  if (metadata.namespace === undefined) delete metadata.namespace
  const warning = dedupe(metadata)
  const generation = old.generation ?? 0
  metadata.generation = changed ? Number(generation) + 1 : generation
  if (old.uid !== undefined) metadata.uid ??= old.uid
  for (const field of ['creationTimestamp', 'deletionTimestamp']) {
    if (old[field] !== undefined && old[field] !== null) metadata[field] = old[field]
  }
  if (old.deletionGracePeriodSeconds !== undefined) {
    metadata.deletionGracePeriodSeconds ??= old.deletionGracePeriodSeconds
  }
  return warning
}

function dedupe(metadata: Dict): string | undefined {
  const { kept, warning } = dedupOwnerReferences(metadata.ownerReferences)
  if (warning !== undefined) metadata.ownerReferences = kept
  return warning
}
