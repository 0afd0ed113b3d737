import {
  CelFailure,
  CelList,
  CelMap,
  type CelValue,
  Duration,
  Optional,
  Timestamp,
  TypeValue,
  typeName,
  Uint,
} from '../../../src/cel/value.ts'
import { printDouble } from './tree.ts'

/** A value as the Go program prints it. */
export function show(value: CelValue): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return `double ${printDouble(value)}`
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Uint) return `${value.value}u`
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`
  if (value instanceof Timestamp) return `timestamp ${seconds(value.ns)}`
  if (value instanceof Duration) return `duration ${value.ns}`
  if (value instanceof Optional) return value.value === undefined ? 'none' : `optional(${show(value.value)})`
  if (value instanceof TypeValue) return `type ${value.name}`
  if (value instanceof CelFailure) return `error: ${value.message}`
  if (value instanceof CelMap) {
    const entries = value.keys().map((key) => `${show(key)}: ${show(value.get(key)!)}`)
    return `{${entries.sort(byBytes).join(', ')}}`
  }
  if (value instanceof CelList) return `[${Array.from({ length: value.size }, (_, i) => show(value.at(i))).join(', ')}]`
  return `object ${typeName(value)}`
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function seconds(ns: bigint): string {
  const nanos = ((ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n
  return `${(ns - nanos) / 1_000_000_000n}.${String(nanos).padStart(9, '0')}`
}
