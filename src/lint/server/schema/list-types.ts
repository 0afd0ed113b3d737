import { type Causes, named, namedList, plain } from '../causes.ts'
import type { Options } from '../options.ts'
import type { Place } from '../place.ts'
import { printItems } from '../print.ts'
import type { SchemaProps } from '../types.ts'

const code = 'CRD0226'
const listType = 'x-kubernetes-list-type'
const mapType = 'x-kubernetes-map-type'
const mapKeys = 'x-kubernetes-list-map-keys'

/**
 * x-kubernetes-list-type, -list-map-keys and -map-type.
 * Upstream: validation.go ValidateCustomResourceDefinitionOpenAPISchema.
 */
export function checkListTypes(schema: SchemaProps, options: Options, place: Place, causes: Causes): void {
  const { type, xListType, xMapType, xListMapKeys } = schema
  if (xMapType !== undefined && type !== 'object') {
    mustBe(type, `must be object if ${mapType} is specified`, place, causes)
  }
  if (xMapType !== undefined && xMapType !== 'atomic' && xMapType !== 'granular') {
    causes.notSupported(code, place.child(mapType), plain(xMapType), ['atomic', 'granular'])
  }
  if (xListType !== undefined && type !== 'array') {
    mustBe(type, `must be array if ${listType} is specified`, place, causes)
  } else if (options.requireAtomicSetType) checkSetItems(schema, place, causes)
  if (xListType !== undefined && !['atomic', 'set', 'map'].includes(xListType)) {
    causes.notSupported(code, place.child(listType), plain(xListType), ['atomic', 'set', 'map'])
  }
  if (xListMapKeys && xListMapKeys.length > 0 && xListType !== 'map') {
    const detail = `must be map if ${mapKeys} is non-empty`
    if (xListType === undefined) causes.required(code, place.child(listType), detail)
    else causes.invalid(code, place.child(listType), plain(xListType), detail)
  }
  if (xListType === 'map') checkMap(schema, place, causes)
  if (options.requireMapListKeysMapSetValidation) checkKeysAndItems(schema, place, causes)
}

function mustBe(type: string, detail: string, place: Place, causes: Causes): void {
  if (type === '') causes.required(code, place.child('type'), detail)
  else causes.invalid(code, place.child('type'), plain(type), detail)
}

/** Items of a set that are lists or objects must be atomic: 'list' or 'map' when they are not. */
export function nonAtomicItems(schema: SchemaProps): 'list' | 'map' | undefined {
  const items = schema.items?.schema
  if (schema.xListType !== 'set' || !items) return undefined
  if (items.type === 'array' && items.xListType !== undefined && items.xListType !== 'atomic') return 'list'
  if (items.type === 'object' && items.xMapType !== 'atomic') return 'map'
  return undefined
}

function checkSetItems(schema: SchemaProps, place: Place, causes: Causes): void {
  const broken = nonAtomicItems(schema)
  if (!broken) return
  const keyword = broken === 'list' ? listType : mapType
  // Upstream prints the list type in both cases.
  const value = schema.items?.schema?.xListType
  const detail = `must be atomic as item of a list with ${listType}=set`
  const at = place.child('items').child(keyword)
  causes.invalid(code, at, value === undefined ? 'null' : named(value), detail)
}

function checkMap(schema: SchemaProps, place: Place, causes: Causes): void {
  const keys = schema.xListMapKeys ?? []
  if (keys.length === 0) {
    causes.required(code, place.child(mapKeys), `must not be empty if ${listType} is map`)
  }
  const at = place.child('items')
  if (!schema.items) {
    causes.required(code, at, `must have a schema if ${listType} is map`)
    return
  }
  const items = schema.items.schema
  if (!items) {
    const detail = `must only have a single schema if ${listType} is map`
    causes.invalid(code, at, printItems(schema.items), detail)
    return
  }
  if (items.type !== 'object') {
    const detail = `must be object if parent array's ${listType} is map`
    causes.invalid(code, at.child('type'), plain(items.type), detail)
    return
  }
  const seen = new Set<string>()
  const printed = namedList(keys)
  for (const key of keys) {
    const property = items.properties?.get(key)
    if (!property) {
      const detail = 'entries must all be names of item properties'
      causes.invalid(code, place.child(mapKeys), printed, detail)
    } else if (property.type === 'array' || property.type === 'object') {
      const detail = `must be a scalar type if parent array's ${listType} is map`
      causes.invalid(code, at.child('properties').key(key).child('type'), plain(items.type), detail)
    }
    if (seen.has(key)) {
      causes.invalid(code, place.child(mapKeys), printed, 'must not contain duplicate entries')
    }
    seen.add(key)
  }
}

/**
 * Items of sets and maps must not be nullable; the keys of a map neither, and they must be required or have a default.
 * Upstream: validation.go validateMapListKeysMapSet.
 */
export function checkKeysAndItems(schema: SchemaProps, place: Place, causes: Causes): void {
  const items = schema.items?.schema
  const { xListType } = schema
  if (!items || (xListType !== 'set' && xListType !== 'map')) return
  const at = place.child('items')
  if (items.nullable) {
    causes.forbidden(code, at.child('nullable'), `cannot be nullable when ${listType} is ${xListType}`)
  }
  if (xListType !== 'map') return
  const required = new Set(items.required)
  for (const key of schema.xListMapKeys ?? []) {
    const property = items.properties?.get(key)
    if (!property) continue
    const propertyAt = at.child('properties').key(key)
    const because = `this property is in ${mapKeys}, so it`
    if (!required.has(key) && property.default === undefined) {
      causes.required(code, propertyAt.child('default'), `${because} must have a default or be a required property`)
    }
    if (property.nullable) causes.forbidden(code, propertyAt.child('nullable'), `${because} cannot be nullable`)
  }
}
