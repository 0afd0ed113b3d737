import { compilePattern } from '../../../validation/pattern.ts'
import { type Causes, plain } from '../causes.ts'
import type { CrdCode } from '../codes.ts'
import type { Place } from '../place.ts'
import type { SchemaProps } from '../types.ts'
import { checkCompleteness } from './completeness.ts'
import { isOnly } from './only.ts'

type Level = 'root' | 'item' | 'field'

/**
 * Is the schema structural? Every value has a type outside of allOf, anyOf, oneOf and not, which only restrict.
 * Upstream: apiserver/schema/validation.go ValidateStructural.
 */
export function checkStructural(schema: SchemaProps, place: Place, causes: Causes): void {
  checkInvariants(schema, 'root', place, causes)
  checkCompleteness(schema, place, causes)
}

function checkInvariants(schema: SchemaProps, level: Level, place: Place, causes: Causes): void {
  const { type, xEmbeddedResource: embedded, additionalProperties } = schema
  const items = schema.items?.schema
  if (type === 'array' && !items) causes.required('CRD0220', place.child('items'), 'must be specified')
  if (items) checkInvariants(items, 'item', place.child('items'), causes)
  const properties = place.child('properties')
  if (schema.properties) {
    for (const [name, child] of schema.properties) checkInvariants(child, 'field', properties.key(name), causes)
  }
  if (additionalProperties) {
    const at = place.child('additionalProperties')
    if (level === 'root') causes.forbidden('CRD0229', at, 'must not be used at the root')
    if (additionalProperties.schema) checkInvariants(additionalProperties.schema, 'field', at, causes)
  }
  checkExtensions(schema, place, causes)
  checkValueValidation(schema, isIntOrString(schema.anyOf), isIntOrString(schema.allOf?.[0]?.anyOf), place, causes)

  if (embedded && type !== 'object') {
    const detail = 'must be object if x-kubernetes-embedded-resource is true'
    if (type === '') causes.required('CRD0227', place.child('type'), detail)
    else causes.invalid('CRD0227', place.child('type'), plain(type), detail)
  } else if (type === '' && !schema.xIntOrString && !schema.xPreserveUnknownFields) {
    causes.required('CRD0220', place.child('type'), `must not be empty ${missingType[level]}`)
  }
  if (embedded && additionalProperties) {
    const detail = 'must not be used if x-kubernetes-embedded-resource is set'
    causes.forbidden('CRD0229', place.child('additionalProperties'), detail)
  }
  if (level === 'root' && type !== '' && type !== 'object') {
    causes.invalid('CRD0218', place.child('type'), plain(type), 'must be object at the root')
  }
  checkMeta(schema, level, place, causes)
  if (embedded && !schema.xPreserveUnknownFields && !schema.properties?.size) {
    const detail =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields'
    causes.required('CRD0227', properties, detail)
  }
}

const missingType: Record<Level, string> = {
  root: 'at the root',
  item: 'for specified array items',
  field: 'for specified object fields',
}

function checkExtensions(schema: SchemaProps, place: Place, causes: Causes): void {
  if (!schema.xIntOrString) return
  const detail = 'must be false if x-kubernetes-int-or-string is true'
  if (schema.xPreserveUnknownFields) {
    causes.invalid('CRD0227', place.child('x-kubernetes-preserve-unknown-fields'), 'true', detail)
  }
  if (schema.xEmbeddedResource) {
    causes.invalid('CRD0227', place.child('x-kubernetes-embedded-resource'), 'true', detail)
  }
}

/** Schemas of kind, apiVersion and metadata, where they are those of a resource. */
function checkMeta(schema: SchemaProps, level: Level, place: Place, causes: Causes): void {
  const isResource = level === 'root' || schema.xEmbeddedResource
  const properties = place.child('properties')
  if (isResource) {
    for (const name of ['kind', 'apiVersion']) {
      const child = schema.properties?.get(name)
      if (child && child.type !== 'string') {
        causes.invalid('CRD0224', properties.key(name).child('type'), plain(child.type), 'must be string')
      }
    }
  }
  const metadata = schema.properties?.get('metadata')
  if (!metadata) return
  const at = properties.key('metadata')
  if (isResource && metadata.type !== 'object') {
    causes.invalid('CRD0224', at.child('type'), plain(metadata.type), 'must be object')
  }
  if (level === 'root' && !saysOnlyNames(metadata)) {
    const detail = 'must not specify anything other than name and generateName, but metadata is implicitly specified'
    causes.forbidden('CRD0224', at, detail)
  }
}

function saysOnlyNames(metadata: SchemaProps): boolean {
  const names = [...(metadata.properties?.keys() ?? [])]
  const onlyNames = names.every((name) => name === 'name' || name === 'generateName')
  return onlyNames && isOnly(metadata, ['type', 'default', 'properties'])
}

/** `anyOf: [{type: integer}, {type: string}]`, which int-or-string schemas may say. */
function isIntOrString(anyOf: readonly SchemaProps[] | undefined): boolean {
  if (anyOf?.length !== 2) return false
  return anyOf.every((branch, i) => branch.type === (i === 0 ? 'integer' : 'string') && isOnly(branch, ['type'], true))
}

/** Upstream: validateValueValidation. */
function checkValueValidation(
  schema: SchemaProps,
  skipAnyOf: boolean,
  skipFirstAllOf: boolean,
  place: Place,
  causes: Causes,
): void {
  if (!skipAnyOf) {
    schema.anyOf?.forEach((branch, i) => {
      checkNested(branch, false, place.child('anyOf').index(i), causes)
    })
  }
  schema.allOf?.forEach((branch, i) => {
    checkNested(branch, skipFirstAllOf && i === 0, place.child('allOf').index(i), causes)
  })
  schema.oneOf?.forEach((branch, i) => {
    checkNested(branch, false, place.child('oneOf').index(i), causes)
  })
  if (schema.not) checkNested(schema.not, false, place.child('not'), causes)
  if (schema.pattern === '') return
  const { error } = compilePattern(schema.pattern)
  if (error === undefined) return
  const detail = `must be a valid regular expression, but isn't: ${error}`
  causes.invalid('CRD0225', place.child('pattern'), plain(schema.pattern), detail)
}

/** A schema within allOf, anyOf, oneOf or not. Upstream: validateNestedValueValidation. */
function checkNested(schema: SchemaProps, skipAnyOf: boolean, place: Place, causes: Causes): void {
  checkValueValidation(schema, skipAnyOf, false, place, causes)
  if (schema.items?.schema) checkNested(schema.items.schema, false, place.child('items'), causes)
  if (schema.properties) {
    const properties = place.child('properties')
    for (const [name, child] of schema.properties) checkNested(child, false, properties.key(name), causes)
  }
  const forbid = (keyword: string, must: string, code: CrdCode = 'CRD0222') =>
    causes.forbidden(code, place.child(keyword), `must be ${must} to be structural`)
  if (schema.type !== '') forbid('type', 'empty')
  const { additionalProperties } = schema
  if (additionalProperties?.allows) forbid('additionalProperties', 'undefined')
  if (schema.default !== undefined) forbid('default', 'undefined')
  if (schema.title !== '') forbid('title', 'empty')
  if (schema.description !== '') forbid('description', 'empty')
  if (schema.nullable) forbid('nullable', 'false')
  if (schema.xPreserveUnknownFields) forbid('x-kubernetes-preserve-unknown-fields', 'false')
  if (schema.xEmbeddedResource) forbid('x-kubernetes-embedded-resource', 'false')
  if (schema.xIntOrString) forbid('x-kubernetes-int-or-string', 'false')
  if (schema.xListMapKeys?.length) forbid('x-kubernetes-list-map-keys', 'empty')
  if (schema.xListType !== undefined) forbid('x-kubernetes-list-type', 'undefined')
  if (schema.xMapType !== undefined) forbid('x-kubernetes-map-type', 'undefined')
  if (schema.xValidations?.length) forbid('x-kubernetes-validations', 'empty')
  if (schema.properties?.has('metadata')) {
    const at = place.child('properties').key('metadata')
    causes.forbidden('CRD0224', at, 'must not be specified in a nested context')
  }
}
