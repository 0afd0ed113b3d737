import {
  CelList,
  CelMap,
  type CelValue,
  Duration,
  Opaque,
  Optional,
  Preserved,
  Timestamp,
  TypeValue,
  Uint,
} from '../../../src/cel/value.ts'
import { marshal } from '../../../src/model/go/json.ts'

/** A value so that equal texts are equal values of equal types: as environment/main.go writes it. */
export function valueText(value: CelValue): string {
  if (value === null) return 'null'
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'number':
      return Number.isNaN(value) ? 'double NaN' : `double ${bits(value)}`
    case 'string':
      return `string ${Buffer.from(value).toString('hex')}`
  }
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`
  if (value instanceof Uint) return `${value.value}u`
  if (value instanceof Duration) return `duration ${value.ns}`
  if (value instanceof Timestamp) return `timestamp ${momentText(value.ns)}`
  if (value instanceof TypeValue) return `type ${value.name}`
  if (value instanceof Optional) return value.value === undefined ? 'none' : `some(${valueText(value.value)})`
  if (value instanceof CelMap) {
    const entries = value.keys().map((key) => `${valueText(key)}: ${valueText(value.get(key)!)}`)
    return `{${entries.sort().join(', ')}}`
  }
  if (value instanceof CelList) {
    return `[${Array.from({ length: value.size }, (_, i) => valueText(value.at(i))).join(', ')}]`
  }
  if (value instanceof Opaque) return `object ${value.object.typeName}`
  return value instanceof Preserved ? `data ${marshal(value.data)}` : `error ${value.message}`
}

function bits(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}

function momentText(ns: bigint): string {
  const nanos = ((ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n
  return `${(ns - nanos) / 1_000_000_000n}.${String(nanos).padStart(9, '0')}`
}
