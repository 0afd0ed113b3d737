import { compareText } from '../model/go/utf8.ts'
import { compareBytes, compareNumbers } from './equality.ts'
import {
  CelFailure,
  CelList,
  type CelValue,
  Duration,
  isFailure,
  noSuchOverload,
  orNoSuchOverload,
  Timestamp,
  Uint,
} from './value.ts'

/** `<` and its kin: -1, 0, 1; an error when the two cannot be compared. Upstream: the Compare of cel-go's types. */
export function compare(a: CelValue, b: CelValue): number | CelFailure {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  const numeric = compareNumbers(a, b)
  if (numeric !== undefined) return Number.isNaN(numeric) ? unordered : numeric
  if (typeof a === 'number' && Number.isNaN(a)) return unordered
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Timestamp && b instanceof Timestamp) return a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0
  if (a instanceof Duration && b instanceof Duration) return a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b)
  return orNoSuchOverload(b)
}

const unordered = new CelFailure('NaN values cannot be ordered')

const int64Min = -(2n ** 63n)
const int64Max = 2n ** 63n - 1n
const uint64Max = 2n ** 64n - 1n
export const overflow = new CelFailure('integer overflow')
export const uintOverflow = new CelFailure('unsigned integer overflow')
const divisionByZero = new CelFailure('division by zero')
const modulusByZero = new CelFailure('modulus by zero')
export const timestampOverflow = new CelFailure('timestamp overflow')

/** An int64, or the overflow. */
export function int64(value: bigint): bigint | CelFailure {
  return value >= int64Min && value <= int64Max ? value : overflow
}

export function uint64(value: bigint): Uint | CelFailure {
  return value >= 0n && value <= uint64Max ? new Uint(value) : uintOverflow
}

const second = 1_000_000_000n
const minTimestamp = -62135596800n
const maxTimestamp = 253402300799n

/** Within the years 1 to 9999. */
export function timestamp(ns: bigint, offset: number): Timestamp | CelFailure {
  const inRange = ns >= minTimestamp * second && ns < (maxTimestamp + 1n) * second
  return inRange ? new Timestamp(ns, offset) : timestampOverflow
}

function duration(ns: bigint): Duration | CelFailure {
  return ns >= int64Min && ns <= int64Max ? new Duration(ns) : overflow
}

export function add(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int64(a + b)
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (a instanceof CelList) return a.add(b)
  if (typeof a === 'number' && typeof b === 'number') return a + b
  if (a instanceof Uint && b instanceof Uint) return uint64(a.value + b.value)
  if (a instanceof Timestamp && b instanceof Duration) return timestamp(a.ns + b.ns, a.offset)
  if (a instanceof Duration && b instanceof Timestamp) return timestamp(a.ns + b.ns, b.offset)
  if (a instanceof Duration && b instanceof Duration) return duration(a.ns + b.ns)
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    const out = new Uint8Array(a.length + b.length)
    out.set(a)
    out.set(b, a.length)
    return out
  }
  return orNoSuchOverload(b)
}

export function subtract(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int64(a - b)
  if (a instanceof Timestamp && b instanceof Timestamp) return duration(a.ns - b.ns)
  if (a instanceof Timestamp && b instanceof Duration) {
    return b.ns === int64Min ? overflow : timestamp(a.ns - b.ns, a.offset)
  }
  if (a instanceof Duration && b instanceof Duration) return duration(a.ns - b.ns)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (a instanceof Uint && b instanceof Uint) return uint64(a.value - b.value)
  return orNoSuchOverload(b)
}

export function multiply(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int64(a * b)
  if (typeof a === 'number' && typeof b === 'number') return a * b
  if (a instanceof Uint && b instanceof Uint) return uint64(a.value * b.value)
  return orNoSuchOverload(b)
}

export function divide(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return b === 0n ? divisionByZero : int64(a / b)
  if (typeof a === 'number' && typeof b === 'number') return a / b
  if (a instanceof Uint && b instanceof Uint) return b.value === 0n ? divisionByZero : new Uint(a.value / b.value)
  return orNoSuchOverload(b)
}

export function modulo(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    if (b === 0n) return modulusByZero
    return a === int64Min && b === -1n ? overflow : a % b
  }
  if (a instanceof Uint && b instanceof Uint) return b.value === 0n ? modulusByZero : new Uint(a.value % b.value)
  return orNoSuchOverload(b)
}

export function negate(value: CelValue): CelValue {
  if (typeof value === 'bigint') return int64(-value)
  if (typeof value === 'number') return -value
  if (value instanceof Duration) return duration(-value.ns)
  return isFailure(value) ? value : noSuchOverload
}
