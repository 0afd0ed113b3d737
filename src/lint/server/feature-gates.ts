import type { ServerVersion } from '../../model/server-version.ts'
import type { Definition } from './types.ts'

/**
 * Drops what a server of this version does not know yet, unless the stored CRD has it.
 * Upstream: registry/customresourcedefinition/strategy.go dropDisabledFields: CustomResourceFieldSelectors, on since 1.31.
 */
export function dropDisabledFields(crd: Definition, old: Definition | undefined, server: ServerVersion): void {
  if (server.minor >= 31 || (old && hasSelectableFields(old))) return
  crd.spec.selectableFields = undefined
  for (const version of crd.spec.versions ?? []) version.selectableFields = undefined
}

function hasSelectableFields({ spec }: Definition): boolean {
  return spec.selectableFields !== undefined || Boolean(spec.versions?.some((version) => version.selectableFields))
}
