import { ListValue, MapValue } from '../../../src/cel/collections.ts'
import { listOf, mapOf, optionalOf, type Type, types } from '../../../src/cel/types.ts'
import { type CelValue, TypeValue, Uint } from '../../../src/cel/value.ts'

/** cel.expr.Value in the JSON of protocol buffers. */
export type SpecValue =
  | { nullValue: null }
  | { boolValue: boolean }
  | { int64Value: string }
  | { uint64Value: string }
  | { doubleValue: number | 'NaN' | 'Infinity' | '-Infinity' }
  | { stringValue: string }
  | { bytesValue: string }
  | { typeValue: string }
  | { listValue: { values?: SpecValue[] } }
  | { mapValue: { entries?: { key: SpecValue; value: SpecValue }[] } }
  | { objectValue: { '@type': string } }
  | { enumValue: unknown }

/** cel.expr.Type. */
type SpecType =
  | { null: null }
  | { dyn: object }
  | { primitive: string }
  | { wellKnown: string }
  | { listType: { elemType: SpecType } }
  | { mapType: { keyType: SpecType; valueType: SpecType } }
  | { abstractType: { name: string; parameterTypes: SpecType[] } }
  | { messageType: string }
  | { wrapper: string }
  | { typeParam: string }

/** cel.expr.Decl. */
export interface SpecDeclaration {
  name: string
  ident?: { type: SpecType }
  function?: object
}

/** A value of the spec as ours; undefined when it is a message. */
export function readValue(value: SpecValue): CelValue | undefined {
  if ('nullValue' in value) return null
  if ('boolValue' in value) return value.boolValue
  if ('int64Value' in value) return BigInt(value.int64Value)
  if ('uint64Value' in value) return new Uint(BigInt(value.uint64Value))
  if ('doubleValue' in value) return Number(value.doubleValue)
  if ('stringValue' in value) return value.stringValue
  if ('bytesValue' in value) return new Uint8Array(Buffer.from(value.bytesValue, 'base64'))
  if ('typeValue' in value) return new TypeValue(value.typeValue)
  if ('listValue' in value) {
    const items = (value.listValue.values ?? []).map(readValue)
    return items.every((item) => item !== undefined) ? new ListValue(items) : undefined
  }
  if (!('mapValue' in value)) return undefined
  const entries: [CelValue, CelValue][] = []
  for (const entry of value.mapValue.entries ?? []) {
    const [key, item] = [readValue(entry.key), readValue(entry.value)]
    if (key === undefined || item === undefined) return undefined
    entries.push([key, item])
  }
  return MapValue.of(entries)
}

const primitives: Record<string, Type> = {
  BOOL: types.bool,
  INT64: types.int,
  UINT64: types.uint,
  DOUBLE: types.double,
  STRING: types.string,
  BYTES: types.bytes,
}

/** A type of the spec as ours; undefined when it is that of a message, or one that no schema has. */
export function readSpecType(type: SpecType): Type | undefined {
  if ('null' in type) return types.null
  if ('dyn' in type) return types.dyn
  if ('primitive' in type) return primitives[type.primitive]
  if ('listType' in type) {
    const element = readSpecType(type.listType.elemType)
    return element && listOf(element)
  }
  if ('mapType' in type) {
    const [key, value] = [readSpecType(type.mapType.keyType), readSpecType(type.mapType.valueType)]
    return key && value && mapOf(key, value)
  }
  if ('abstractType' in type && type.abstractType.name === 'optional_type') {
    const value = readSpecType(type.abstractType.parameterTypes[0]!)
    return value && optionalOf(value)
  }
  return undefined
}
