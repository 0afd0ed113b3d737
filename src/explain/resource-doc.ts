import type { CRD, CRDVersion } from '../schema/crd.ts'
import type { ResourceDoc } from './doc.ts'
import { byPriority } from './version-order.ts'

/** What a CRD says about the resource as a whole. */
export function resourceDoc(crd: CRD, version: CRDVersion): ResourceDoc {
  const { kind, plural, singular, shortNames, categories, listKind } = crd.names
  return {
    group: crd.group,
    version: version.name,
    kind,
    plural,
    singular,
    shortNames,
    categories,
    listKind,
    scope: crd.scope,
    versions: byPriority(crd.versions).map((v) => ({
      name: v.name,
      served: v.served,
      storage: v.storage,
      ...(v.deprecated && { deprecated: v.deprecationWarning ?? standardWarning(crd, v) }),
    })),
    conversion: crd.conversion,
    subresources: { status: version.hasStatus, ...(version.scale && { scale: scaleDoc(version.scale) }) },
    columns: version.printerColumns.map(({ name, type, format, jsonPath, description, priority }) => ({
      name,
      type,
      ...(format && { format }),
      jsonPath,
      ...(description && { description }),
      priority,
    })),
    selectableFields: [...version.selectableFields],
    preservesUnknownFields: crd.preserveUnknownFields || !version.schema || version.schema.preserveUnknownFields,
    hasSchema: version.schema !== undefined,
    source: crd.document.origin.name,
  }
}

function scaleDoc(scale: NonNullable<CRDVersion['scale']>) {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale
  return { specReplicasPath, statusReplicasPath, ...(labelSelectorPath !== undefined && { labelSelectorPath }) }
}

/** Upstream: apiextensions-apiserver pkg/apiserver/customresource_handler.go, when the CRD gives no text. */
function standardWarning(crd: CRD, version: CRDVersion): string {
  return `${crd.group}/${version.name} ${crd.names.kind} is deprecated`
}
