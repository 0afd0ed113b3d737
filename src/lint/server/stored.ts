import type { Document } from '../../model/document.ts'
import { type Dict, isDict } from '../../model/value.ts'
import { decodeMetadata } from '../../validation/metadata/decode.ts'
import { prepareCreate } from '../../validation/metadata/prepare.ts'
import { definitionV1 } from './decode/definition-types.ts'
import { decodeDefinition } from './decode-document.ts'
import { isTooDeep } from './depth.ts'
import type { ConversionV1, Definition, DefinitionV1, Version } from './types.ts'

/**
 * The CustomResourceDefinition as a read returns it after it was created, as v1: defaults filled in, unknown keys gone,
 * what is empty left out. Without status, and without what only the server knows (uid, timestamps, managed fields).
 * Upstream: apiextensions/v1/conversion.go.
 * @returns undefined when it cannot be decoded
 */
export function storedCRD(document: Document): Dict | undefined {
  if (isTooDeep(document.root)) return undefined
  const decoded = decodeDefinition(document)
  if ('causes' in decoded) return undefined
  const stored = definitionV1.encode(toV1(decoded.crd))
  if (!isDict(stored) || !isDict(document.root)) return undefined
  delete stored.status
  const metadata = document.root.metadata === undefined ? undefined : decodeMetadata(document.root.metadata)
  if (metadata && 'metadata' in metadata) {
    prepareCreate(metadata.metadata, '')
    stored.metadata = metadata.metadata
  }
  return stored
}

function toV1(crd: Definition): DefinitionV1 {
  const { spec } = crd
  const versions = spec.versions?.map(
    (version): Version => ({
      ...version,
      schema: spec.validation ?? version.schema,
      subresources: spec.subresources ?? version.subresources,
      additionalPrinterColumns: spec.additionalPrinterColumns ?? version.additionalPrinterColumns,
      selectableFields: spec.selectableFields ?? version.selectableFields,
    }),
  )
  return {
    ...crd,
    apiVersion: 'apiextensions.k8s.io/v1',
    spec: {
      spot: spec.spot,
      raw: spec.raw,
      group: spec.group,
      names: spec.names,
      scope: spec.scope,
      versions,
      conversion: spec.conversion && conversionToV1(spec.conversion),
      preserveUnknownFields: spec.preserveUnknownFields ?? false,
    },
  }
}

function conversionToV1(conversion: NonNullable<Definition['spec']['conversion']>): ConversionV1 {
  const { spot, raw, strategy, webhookClientConfig, conversionReviewVersions } = conversion
  const hasWebhook = webhookClientConfig !== undefined || conversionReviewVersions !== undefined
  return {
    spot,
    raw,
    strategy,
    webhook: hasWebhook
      ? { spot, raw: undefined, clientConfig: webhookClientConfig, conversionReviewVersions }
      : undefined,
  }
}
