import { toLower } from '../../model/names.ts'
import { types } from './decode/definition-types.ts'
import type { GoType } from './decode/go-type.ts'
import type { Conversion, ConversionV1, Definition, DefinitionV1, Names, Spec, Version } from './types.ts'

/**
 * v1 as the server judges it: defaults set, then converted to the internal version, in which what is the same in
 * all versions stands at the top of spec. Changes and takes over what it is given.
 * Upstream: apiextensions/v1/defaults.go, apiextensions/v1/conversion.go.
 */
export function fromV1(v1: DefinitionV1): Definition {
  const { spec } = v1
  setNames(spec.names)
  const versions = spec.versions
  const internal: Spec = {
    spot: spec.spot,
    raw: spec.raw,
    group: spec.group,
    version: versions?.[0]?.name ?? '',
    names: spec.names,
    scope: spec.scope,
    validation: undefined,
    subresources: undefined,
    versions,
    additionalPrinterColumns: undefined,
    selectableFields: undefined,
    conversion: spec.conversion ? conversionFromV1(spec.conversion) : noConversion(),
    preserveUnknownFields: spec.preserveUnknownFields,
  }
  setPort(internal.conversion)
  if (versions && versions.length > 0) {
    lift(versions, 'schema', types.optionalValidation, (shared) => (internal.validation = shared))
    lift(versions, 'subresources', types.optionalSubresources, (shared) => (internal.subresources = shared))
    lift(versions, 'additionalPrinterColumns', types.columns, (shared) => (internal.additionalPrinterColumns = shared))
    lift(versions, 'selectableFields', types.selectableFields, (shared) => (internal.selectableFields = shared))
  }
  return { ...v1, spec: internal }
}

type Shared = 'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields'

function lift<K extends Shared>(
  versions: Version[],
  key: K,
  type: GoType<Version[K]>,
  set: (v: Version[K]) => void,
): void {
  const first = versions[0]![key]
  if (!versions.every((version) => type.equal(version[key], first))) return
  set(first)
  for (const version of versions) version[key] = undefined as Version[K]
}

/** v1beta1 with its defaults; it has the shape of the internal version. Upstream: apiextensions/v1beta1/defaults.go. */
export function fromV1beta1(beta: Definition): Definition {
  const { spec } = beta
  if (spec.scope === '') spec.scope = 'Namespaced'
  setNames(spec.names)
  if (!spec.versions?.length && spec.version !== '') spec.versions = [onlyVersion(spec)]
  if (spec.version === '' && spec.versions?.length) spec.version = spec.versions[0]!.name
  spec.conversion ??= noConversion()
  if (spec.conversion.strategy === 'Webhook' && !spec.conversion.conversionReviewVersions?.length) {
    spec.conversion.conversionReviewVersions = ['v1beta1']
  }
  spec.preserveUnknownFields ??= true
  setPort(spec.conversion)
  return beta
}

function onlyVersion(spec: Spec): Version {
  return {
    spot: { parent: spec.spot, step: 'version' },
    raw: undefined,
    name: spec.version,
    served: true,
    storage: true,
    deprecated: false,
    deprecationWarning: undefined,
    schema: undefined,
    subresources: undefined,
    additionalPrinterColumns: undefined,
    selectableFields: undefined,
  }
}

function setNames(names: Names): void {
  if (names.singular === '') names.singular = toLower(names.kind)
  if (names.listKind === '' && names.kind !== '') names.listKind = `${names.kind}List`
}

function noConversion(): Conversion {
  return {
    spot: undefined,
    raw: undefined,
    strategy: 'None',
    webhookClientConfig: undefined,
    conversionReviewVersions: undefined,
  }
}

function conversionFromV1(v1: ConversionV1): Conversion {
  return {
    spot: v1.spot,
    raw: v1.raw,
    strategy: v1.strategy,
    webhookClientConfig: v1.webhook?.clientConfig,
    conversionReviewVersions: v1.webhook?.conversionReviewVersions,
  }
}

function setPort(conversion: Conversion | undefined): void {
  const service = conversion?.webhookClientConfig?.service
  if (service) service.port ??= 443
}
