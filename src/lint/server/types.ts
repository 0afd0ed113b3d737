import type { Value } from '../../model/value.ts'
import type { Struct } from './decode/struct.ts'

// The CustomResourceDefinition as the server holds it while it judges (upstream: apiextensions/types.go and
// types_jsonschema.go, the internal version). Fields are Go's, in Go's order; undefined is Go's nil.

export type Integer = number | bigint

export interface ValidationRule extends Struct {
  rule: string
  message: string
  messageExpression: string
  reason: string | undefined
  fieldPath: string
  optionalOldSelf: boolean | undefined
}

export interface ExternalDocs extends Struct {
  description: string
  url: string
}

/** A schema, or a list of schemas; `items: 5` is neither. */
export interface SchemaOrArray {
  schema: SchemaProps | undefined
  jsonSchemas: SchemaProps[] | undefined
}

export interface SchemaOrBool {
  allows: boolean
  schema: SchemaProps | undefined
}

export interface SchemaOrStrings {
  schema: SchemaProps | undefined
  property: string[] | undefined
}

/** JSONSchemaProps */
export interface SchemaProps extends Struct {
  id: string
  schema: string
  ref: string | undefined
  description: string
  type: string
  nullable: boolean
  format: string
  title: string
  /** undefined when there is none, or null. */
  default: Value | undefined
  maximum: number | undefined
  exclusiveMaximum: boolean
  minimum: number | undefined
  exclusiveMinimum: boolean
  maxLength: Integer | undefined
  minLength: Integer | undefined
  pattern: string
  maxItems: Integer | undefined
  minItems: Integer | undefined
  uniqueItems: boolean
  multipleOf: number | undefined
  enum: Value[] | undefined
  maxProperties: Integer | undefined
  minProperties: Integer | undefined
  required: string[] | undefined
  items: SchemaOrArray | undefined
  allOf: SchemaProps[] | undefined
  oneOf: SchemaProps[] | undefined
  anyOf: SchemaProps[] | undefined
  not: SchemaProps | undefined
  properties: Map<string, SchemaProps> | undefined
  additionalProperties: SchemaOrBool | undefined
  patternProperties: Map<string, SchemaProps> | undefined
  dependencies: Map<string, SchemaOrStrings> | undefined
  additionalItems: SchemaOrBool | undefined
  definitions: Map<string, SchemaProps> | undefined
  externalDocs: ExternalDocs | undefined
  example: Value | undefined
  xPreserveUnknownFields: boolean | undefined
  xEmbeddedResource: boolean
  xIntOrString: boolean
  xListMapKeys: string[] | undefined
  xListType: string | undefined
  xMapType: string | undefined
  xValidations: ValidationRule[] | undefined
}

export interface Validation extends Struct {
  openAPIV3Schema: SchemaProps | undefined
}

export interface Scale extends Struct {
  specReplicasPath: string
  statusReplicasPath: string
  labelSelectorPath: string | undefined
}

export interface Subresources extends Struct {
  status: Struct | undefined
  scale: Scale | undefined
}

export interface Column extends Struct {
  name: string
  type: string
  format: string
  description: string
  priority: Integer
  jsonPath: string
}

export interface SelectableField extends Struct {
  jsonPath: string
}

export interface Version extends Struct {
  name: string
  served: boolean
  storage: boolean
  deprecated: boolean
  deprecationWarning: string | undefined
  schema: Validation | undefined
  subresources: Subresources | undefined
  additionalPrinterColumns: Column[] | undefined
  selectableFields: SelectableField[] | undefined
}

export interface Names extends Struct {
  plural: string
  singular: string
  shortNames: string[] | undefined
  kind: string
  listKind: string
  categories: string[] | undefined
}

export interface ServiceReference extends Struct {
  namespace: string
  name: string
  path: string | undefined
  port: Integer | undefined
}

export interface WebhookClientConfig extends Struct {
  url: string | undefined
  service: ServiceReference | undefined
  /** base64 */
  caBundle: string | undefined
}

/** Conversion as v1beta1 and the internal version have it. */
export interface Conversion extends Struct {
  strategy: string
  webhookClientConfig: WebhookClientConfig | undefined
  conversionReviewVersions: string[] | undefined
}

export interface Spec extends Struct {
  group: string
  version: string
  names: Names
  scope: string
  validation: Validation | undefined
  subresources: Subresources | undefined
  versions: Version[] | undefined
  additionalPrinterColumns: Column[] | undefined
  selectableFields: SelectableField[] | undefined
  conversion: Conversion | undefined
  preserveUnknownFields: boolean | undefined
}

export interface Condition extends Struct {
  type: string
  status: string
  lastTransitionTime: string
  reason: string
  message: string
  observedGeneration: Integer
}

export interface Status extends Struct {
  conditions: Condition[] | undefined
  acceptedNames: Names
  storedVersions: string[] | undefined
  observedGeneration: Integer
}

export interface OwnerReference extends Struct {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller: boolean | undefined
  blockOwnerDeletion: boolean | undefined
}

export interface ManagedFields extends Struct {
  manager: string
  operation: string
  apiVersion: string
  time: string | undefined
  fieldsType: string
  fieldsV1: undefined
  subresource: string
}

export interface ObjectMeta extends Struct {
  name: string
  generateName: string
  namespace: string
  selfLink: string
  uid: string
  resourceVersion: string
  generation: Integer
  creationTimestamp: string
  deletionTimestamp: string | undefined
  deletionGracePeriodSeconds: Integer | undefined
  labels: Map<string, string> | undefined
  annotations: Map<string, string> | undefined
  ownerReferences: OwnerReference[] | undefined
  finalizers: string[] | undefined
  managedFields: ManagedFields[] | undefined
}

export interface Definition extends Struct {
  kind: string
  apiVersion: string
  metadata: ObjectMeta
  spec: Spec
  status: Status
}

/** spec as v1 writes it; the rest is as in {@link Spec}. */
export interface SpecV1 extends Struct {
  group: string
  names: Names
  scope: string
  versions: Version[] | undefined
  conversion: ConversionV1 | undefined
  preserveUnknownFields: boolean
}

export interface WebhookV1 extends Struct {
  clientConfig: WebhookClientConfig | undefined
  conversionReviewVersions: string[] | undefined
}

export interface ConversionV1 extends Struct {
  strategy: string
  webhook: WebhookV1 | undefined
}

export interface DefinitionV1 extends Struct {
  kind: string
  apiVersion: string
  metadata: ObjectMeta
  spec: SpecV1
  status: Status
}
