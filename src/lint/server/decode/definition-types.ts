import type {
  Column,
  Condition,
  Conversion,
  ConversionV1,
  Definition,
  DefinitionV1,
  Names,
  Scale,
  SelectableField,
  ServiceReference,
  Spec,
  SpecV1,
  Status,
  Subresources,
  Validation,
  Version,
  WebhookClientConfig,
  WebhookV1,
} from '../types.ts'
import { list } from './containers.ts'
import { bool, type GoType, integer, pointer, string } from './go-type.ts'
import { objectMeta } from './metadata.ts'
import { schemaTypes } from './schema-types.ts'
import { bytes, time } from './special.ts'
import { type Struct, struct } from './struct.ts'

// Upstream: apiextensions/v1/types.go, apiextensions/v1beta1/types.go.

const text = string()
const texts = list(text)

/** What v1 and v1beta1 have in common, but for the package that errors name. */
function common(pkg: 'v1' | 'v1beta1') {
  const { schema, rule, items } = schemaTypes(pkg)
  const names = struct<Names>(`${pkg}.CustomResourceDefinitionNames`, () => ({
    plural: ['plural', text, 'always'],
    singular: ['singular', text],
    shortNames: ['shortNames', texts],
    kind: ['kind', text, 'always'],
    listKind: ['listKind', text],
    categories: ['categories', texts],
  }))
  const validation = struct<Validation>(`${pkg}.CustomResourceValidation`, () => ({
    openAPIV3Schema: ['openAPIV3Schema', pointer(schema)],
  }))
  const scale = struct<Scale>(`${pkg}.CustomResourceSubresourceScale`, () => ({
    specReplicasPath: ['specReplicasPath', text, 'always'],
    statusReplicasPath: ['statusReplicasPath', text, 'always'],
    labelSelectorPath: ['labelSelectorPath', pointer(text)],
  }))
  const subresources = struct<Subresources>(`${pkg}.CustomResourceSubresources`, () => ({
    status: ['status', pointer(struct<Struct>(`${pkg}.CustomResourceSubresourceStatus`, () => ({})))],
    scale: ['scale', pointer(scale)],
  }))
  const column = struct<Column>(`${pkg}.CustomResourceColumnDefinition`, () => ({
    name: ['name', text, 'always'],
    type: ['type', text, 'always'],
    format: ['format', text],
    description: ['description', text],
    priority: ['priority', integer(32)],
    jsonPath: [pkg === 'v1' ? 'jsonPath' : 'JSONPath', text, 'always'],
  }))
  const selectableField = struct<SelectableField>(`${pkg}.SelectableField`, () => ({
    jsonPath: ['jsonPath', text, 'always'],
  }))
  const columns = list(column)
  const selectableFields = list(selectableField)
  const version = struct<Version>(`${pkg}.CustomResourceDefinitionVersion`, () => ({
    name: ['name', text, 'always'],
    served: ['served', bool, 'always'],
    storage: ['storage', bool, 'always'],
    deprecated: ['deprecated', bool],
    deprecationWarning: ['deprecationWarning', pointer(text)],
    schema: ['schema', pointer(validation)],
    subresources: ['subresources', pointer(subresources)],
    additionalPrinterColumns: ['additionalPrinterColumns', columns],
    selectableFields: ['selectableFields', selectableFields],
  }))
  const service = struct<ServiceReference>(`${pkg}.ServiceReference`, () => ({
    namespace: ['namespace', text, 'always'],
    name: ['name', text, 'always'],
    path: ['path', pointer(text)],
    port: ['port', pointer(integer(32))],
  }))
  const clientConfig = struct<WebhookClientConfig>(`${pkg}.WebhookClientConfig`, () => ({
    url: ['url', pointer(text)],
    service: ['service', pointer(service)],
    caBundle: ['caBundle', bytes],
  }))
  const condition = struct<Condition>(`${pkg}.CustomResourceDefinitionCondition`, () => ({
    type: ['type', string(`${pkg}.CustomResourceDefinitionConditionType`)],
    status: ['status', string(`${pkg}.ConditionStatus`)],
    lastTransitionTime: ['lastTransitionTime', time],
    reason: ['reason', text],
    message: ['message', text],
    observedGeneration: ['observedGeneration', integer(64)],
  }))
  const status = struct<Status>(`${pkg}.CustomResourceDefinitionStatus`, () => ({
    conditions: ['conditions', list(condition)],
    acceptedNames: ['acceptedNames', names],
    storedVersions: ['storedVersions', texts],
    observedGeneration: ['observedGeneration', integer(64)],
  }))
  return {
    schema,
    rule,
    items,
    names,
    validation,
    subresources,
    columns,
    selectableFields,
    versions: list(version),
    clientConfig,
    status,
    scope: string(`${pkg}.ResourceScope`),
    strategy: string(`${pkg}.ConversionStrategyType`),
  }
}

const v1 = common('v1')

export const definitionV1: GoType<DefinitionV1> = struct('v1.CustomResourceDefinition', () => ({
  kind: ['kind', text, 'always'],
  apiVersion: ['apiVersion', text],
  metadata: ['metadata', objectMeta],
  spec: [
    'spec',
    struct<SpecV1>('v1.CustomResourceDefinitionSpec', () => ({
      group: ['group', text, 'always'],
      names: ['names', v1.names, 'always'],
      scope: ['scope', v1.scope, 'always'],
      versions: ['versions', v1.versions, 'always'],
      conversion: [
        'conversion',
        pointer(
          struct<ConversionV1>('v1.CustomResourceConversion', () => ({
            strategy: ['strategy', v1.strategy, 'always'],
            webhook: [
              'webhook',
              pointer(
                struct<WebhookV1>('v1.WebhookConversion', () => ({
                  clientConfig: ['clientConfig', pointer(v1.clientConfig)],
                  conversionReviewVersions: ['conversionReviewVersions', texts, 'always'],
                })),
              ),
            ],
          })),
        ),
      ],
      preserveUnknownFields: ['preserveUnknownFields', bool],
    })),
  ],
  status: ['status', v1.status],
}))

const beta = common('v1beta1')

export const definitionV1beta1: GoType<Definition> = struct('v1beta1.CustomResourceDefinition', () => ({
  kind: ['kind', text, 'always'],
  apiVersion: ['apiVersion', text],
  metadata: ['metadata', objectMeta],
  spec: [
    'spec',
    struct<Spec>('v1beta1.CustomResourceDefinitionSpec', () => ({
      group: ['group', text, 'always'],
      version: ['version', text],
      names: ['names', beta.names],
      scope: ['scope', beta.scope],
      validation: ['validation', pointer(beta.validation)],
      subresources: ['subresources', pointer(beta.subresources)],
      versions: ['versions', beta.versions],
      additionalPrinterColumns: ['additionalPrinterColumns', beta.columns],
      selectableFields: ['selectableFields', beta.selectableFields],
      conversion: [
        'conversion',
        pointer(
          struct<Conversion>('v1beta1.CustomResourceConversion', () => ({
            strategy: ['strategy', beta.strategy],
            webhookClientConfig: ['webhookClientConfig', pointer(beta.clientConfig)],
            conversionReviewVersions: ['conversionReviewVersions', texts],
          })),
        ),
      ],
      preserveUnknownFields: ['preserveUnknownFields', pointer(bool)],
    })),
  ],
  status: ['status', beta.status],
}))

/** Types that are compared or printed on their own. */
export const types = {
  ...v1,
  optionalValidation: pointer(v1.validation),
  optionalSubresources: pointer(v1.subresources),
}
