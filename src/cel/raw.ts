import { deepEqual, Float, float, int, isDict, isInt, isList, type Value } from '../model/value.ts'
import { type CelValue, Duration, Optional, Panic, Preserved, Timestamp, Uint } from './value.ts'

/** Data of the object, or what a rule put beside it in a list. */
export type Raw = Value | Foreign

/** A value of a type that JSON does not have. */
export class Foreign {
  readonly goType: string
  readonly value: CelValue
  constructor(goType: string, value: CelValue) {
    this.goType = goType
    this.value = value
  }
}

/** A view of the data. */
export interface RawHolder {
  readonly raw: Value | readonly Raw[]
}

function holdsRaw(value: object): value is RawHolder {
  return 'raw' in value
}

/** What upstream calls the Value() of a value. */
export function rawOf(value: CelValue): Raw {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return int(value)!
  if (typeof value === 'number') return float(value)
  if (value === null) return new Foreign('structpb.NullValue', null)
  if (value instanceof Preserved) return value.data
  if (value instanceof Timestamp) return new Foreign('time.Time', value)
  if (value instanceof Duration) return new Foreign('time.Duration', value)
  if (value instanceof Uint8Array) return new Foreign('[]uint8', value)
  if (value instanceof Uint) return new Foreign('uint64', value)
  if (value instanceof Optional) return value.value === undefined ? null : rawOf(value.value)
  if (!holdsRaw(value)) return new Foreign('', value)
  const { raw } = value
  return isForeignList(raw) ? new Foreign('[]interface {}', value) : (raw as Value)
}

function isForeignList(raw: Value | readonly Raw[]): boolean {
  return Array.isArray(raw) && raw.some((item) => item instanceof Foreign)
}

export function sameRaw(data: Value, other: Raw): boolean {
  return !(other instanceof Foreign) && deepEqual(data, other)
}

/** The name of a type as Go's %T prints it. */
export function goTypeOf(raw: Raw): string {
  if (raw === null) return '<nil>'
  if (raw instanceof Foreign) return raw.goType
  if (isList(raw)) return '[]interface {}'
  if (isDict(raw)) return 'map[string]interface {}'
  if (typeof raw === 'boolean') return 'bool'
  if (typeof raw === 'string') return 'string'
  return isInt(raw) ? 'int64' : 'float64'
}

/** Go's equality of interface values: the type counts. Throws a {@link Panic} for what cannot be a key. */
export function goKey(raw: Raw): string {
  if (raw instanceof Foreign) {
    const { value, goType } = raw
    if (value instanceof Timestamp || value instanceof Duration) return `${goType} ${value.ns}`
    if (value instanceof Uint) return `${goType} ${value.value}`
    if (value === null) return goType
    throw new Panic(`runtime error: hash of unhashable type ${goType}`)
  }
  if (typeof raw === 'string') return `s${raw}`
  if (raw === null || typeof raw === 'boolean') return String(raw)
  if (isInt(raw)) return `i${raw}`
  if (typeof raw === 'number') return `f${raw}`
  if (raw instanceof Float) return `f${raw.value}`
  throw new Panic(`runtime error: hash of unhashable type ${goTypeOf(raw)}`)
}
