import type { Document } from '../model/document.ts'
import { gvkOf } from '../model/document.ts'
import type { GVK } from '../model/gvk.ts'
import { type Dict, isDict, isList, type Value } from '../model/value.ts'
import { Schema } from './schema.ts'

/** A path below `.spec` and so on, as the CRD writes it (`.spec.replicas`). */
export interface Scale {
  specReplicasPath: string
  statusReplicasPath: string
  labelSelectorPath: string | undefined
}

export interface PrinterColumn {
  name: string
  type: string
  format: string
  description: string
  priority: number
  jsonPath: string
}

/** One entry of spec.versions, with what v1beta1 keeps at the top of spec moved into it. */
export interface CRDVersion {
  name: string
  served: boolean
  storage: boolean
  deprecated: boolean
  deprecationWarning: string | undefined
  /** Undefined when the version has no schema (v1beta1 only): nothing is pruned or checked then. */
  schema: Schema | undefined
  hasStatus: boolean
  scale: Scale | undefined
  printerColumns: readonly PrinterColumn[]
  selectableFields: readonly string[]
  /** Where the version stands in the document. */
  path: readonly (string | number)[]
}

/** A CustomResourceDefinition, whatever version it was written in. */
export interface CRD {
  document: Document
  /** As written: v1 or v1beta1. */
  apiVersion: 'v1' | 'v1beta1'
  name: string
  group: string
  names: {
    kind: string
    listKind: string
    plural: string
    singular: string
    shortNames: string[]
    categories: string[]
  }
  scope: 'Namespaced' | 'Cluster'
  versions: readonly CRDVersion[]
  /** spec.preserveUnknownFields: nothing is pruned (true is the v1beta1 default). */
  preserveUnknownFields: boolean
  conversion: string
}

const group = 'apiextensions.k8s.io'

/** Is this object a CustomResourceDefinition? */
export function isCRD(gvk: GVK | undefined): boolean {
  return gvk?.group === group && gvk.kind === 'CustomResourceDefinition'
}

/**
 * Reads a CustomResourceDefinition. Tolerant: what is missing or of the wrong type reads as absent, since telling so
 * is the business of the CRD rules. Undefined when the document is no CRD, or has no readable group, kind or version.
 *
 * v1beta1 is converted the way the API server does (upstream: apiextensions/v1beta1 conversion.go and defaults.go):
 * top-level validation, subresources and columns hold for every version; a lone spec.version is spec.versions[0].
 */
export function readCRD(document: Document): CRD | undefined {
  const gvk = gvkOf(document.root)
  if (!isCRD(gvk) || (gvk!.version !== 'v1' && gvk!.version !== 'v1beta1')) return undefined
  const root = document.root as Dict
  const spec = dict(root.spec)
  const names = dict(spec?.names)
  const kind = text(names?.kind)
  if (!spec || !names || !kind || typeof spec.group !== 'string') return undefined
  const beta = gvk!.version === 'v1beta1'
  const versions = beta
    ? betaVersions(spec)
    : list(spec.versions).map((v, i) => readVersion(v, ['spec', 'versions', i]))
  if (versions.length === 0) return undefined
  return {
    document,
    apiVersion: beta ? 'v1beta1' : 'v1',
    name: text(dict(root.metadata)?.name) ?? '',
    group: spec.group,
    names: {
      kind,
      listKind: text(names.listKind) || `${kind}List`,
      plural: text(names.plural) ?? '',
      singular: text(names.singular) || kind.toLowerCase(),
      shortNames: texts(names.shortNames),
      categories: texts(names.categories),
    },
    scope: spec.scope === 'Cluster' ? 'Cluster' : 'Namespaced',
    versions,
    preserveUnknownFields: beta ? spec.preserveUnknownFields !== false : spec.preserveUnknownFields === true,
    conversion: text(dict(spec.conversion)?.strategy) ?? 'None',
  }
}

function betaVersions(spec: Dict): CRDVersion[] {
  const top = readVersion(spec, ['spec'])
  const listed = list(spec.versions)
  if (listed.length === 0) {
    const name = text(spec.version)
    return name ? [{ ...top, name, served: true, storage: true, path: ['spec'] }] : []
  }
  return listed.map((raw, i) => {
    const own = readVersion(raw, ['spec', 'versions', i])
    return {
      ...own,
      schema: own.schema ?? top.schema,
      hasStatus: own.hasStatus || top.hasStatus,
      scale: own.scale ?? top.scale,
      printerColumns: own.printerColumns.length > 0 ? own.printerColumns : top.printerColumns,
    }
  })
}

function readVersion(value: Value, path: readonly (string | number)[]): CRDVersion {
  const raw = dict(value) ?? {}
  // v1 says `schema`, v1beta1 says `validation` at the top of spec and `schema` in a version.
  const holder = path.length === 1 ? 'validation' : 'schema'
  const schema = dict(dict(raw[holder])?.openAPIV3Schema)
  const subresources = dict(raw.subresources)
  const scale = dict(subresources?.scale)
  return {
    name: text(raw.name) ?? '',
    served: raw.served === true,
    storage: raw.storage === true,
    deprecated: raw.deprecated === true,
    deprecationWarning: text(raw.deprecationWarning),
    schema: schema && new Schema(schema, [...path, holder, 'openAPIV3Schema']),
    hasStatus: isDict(subresources?.status),
    scale: scale && {
      specReplicasPath: text(scale.specReplicasPath) ?? '',
      statusReplicasPath: text(scale.statusReplicasPath) ?? '',
      labelSelectorPath: text(scale.labelSelectorPath),
    },
    printerColumns: list(raw.additionalPrinterColumns).filter(isDict).map(readColumn),
    selectableFields: list(raw.selectableFields).flatMap((field) => text(dict(field)?.jsonPath) ?? []),
    path,
  }
}

function readColumn(raw: Dict): PrinterColumn {
  return {
    name: text(raw.name) ?? '',
    type: text(raw.type) ?? '',
    format: text(raw.format) ?? '',
    description: text(raw.description) ?? '',
    priority: typeof raw.priority === 'number' ? raw.priority : 0,
    jsonPath: text(raw.jsonPath) ?? text(raw.JSONPath) ?? '',
  }
}

function dict(value: Value | undefined): Dict | undefined {
  return isDict(value) ? value : undefined
}
function list(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : []
}
function text(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
function texts(value: Value | undefined): string[] {
  return list(value).filter((item) => typeof item === 'string')
}
