import { compareText } from '../model/go/utf8.ts'
import {
  CelFailure,
  CelList,
  CelMap,
  type CelValue,
  Duration,
  isFailure,
  noSuchOverload,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from './value.ts'

/** `==`: numbers of all types compare by value, other types only with their own. */
export function equals(a: CelValue, b: CelValue): boolean | CelFailure {
  if (a === b) return typeof a !== 'number' || !Number.isNaN(a)
  if (isFailure(a)) return a
  if (isFailure(b)) return b
  if (a === null || b === null) return false
  const numeric = compareNumbers(a, b)
  if (numeric !== undefined) return numeric === 0
  if (typeof a !== 'object' || typeof b !== 'object') return false
  if (a instanceof CelList) return b instanceof CelList && a.equals(b)
  if (a instanceof CelMap) return b instanceof CelMap && a.equals(b)
  if (a instanceof Timestamp) return b instanceof Timestamp && a.ns === b.ns
  if (a instanceof Duration) return b instanceof Duration && a.ns === b.ns
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name
  if (a instanceof Optional) {
    if (!(b instanceof Optional)) return false
    if (a.value === undefined || b.value === undefined) return a.value === b.value
    return equals(a.value, b.value)
  }
  if (a instanceof Opaque) return b instanceof Opaque ? (a.object.equals(b.object) ?? noSuchOverload) : false
  return false
}

/** -1, 0, 1; NaN when a NaN is among them; undefined when one is no number. */
function compareNumbers(a: CelValue, b: CelValue): number | undefined {
  const left = a instanceof Uint ? a.value : a
  const right = b instanceof Uint ? b.value : b
  if (
    (typeof left !== 'bigint' && typeof left !== 'number') ||
    (typeof right !== 'bigint' && typeof right !== 'number')
  ) {
    return undefined
  }
  if (typeof left === typeof right) return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN
  // Upstream compares numbers of different types as doubles, JavaScript would compare them exactly.
  return compareNumbers(Number(left), Number(right))
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1
  return Math.sign(a.length - b.length)
}

/** `<` and its kin: -1, 0, 1, NaN; undefined when the two cannot be compared. */
export function compare(a: CelValue, b: CelValue): number | undefined {
  const numeric = compareNumbers(a, b)
  if (numeric !== undefined) return numeric
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Timestamp && b instanceof Timestamp) return a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0
  if (a instanceof Duration && b instanceof Duration) return a.ns < b.ns ? -1 : a.ns > b.ns ? 1 : 0
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b)
  return undefined
}

const int64Min = -(2n ** 63n)
const int64Max = 2n ** 63n - 1n
const uint64Max = 2n ** 64n - 1n
const overflow = new CelFailure('integer overflow')
const uintOverflow = new CelFailure('unsigned integer overflow')
const divisionByZero = new CelFailure('division by zero')
const modulusByZero = new CelFailure('modulus by zero')
const timestampOverflow = new CelFailure('timestamp overflow')
const durationOverflow = new CelFailure('duration overflow')

/** An int64, or the overflow. */
export function int64(value: bigint): bigint | CelFailure {
  return value >= int64Min && value <= int64Max ? value : overflow
}

export function uint64(value: bigint): Uint | CelFailure {
  return value >= 0n && value <= uint64Max ? new Uint(value) : uintOverflow
}

const minTimestamp = -62135596800n * 1_000_000_000n
const maxTimestamp = 253402300799n * 1_000_000_000n + 999_999_999n

export function timestamp(ns: bigint): Timestamp | CelFailure {
  return ns >= minTimestamp && ns <= maxTimestamp ? new Timestamp(ns) : timestampOverflow
}

export function duration(ns: bigint): Duration | CelFailure {
  return ns >= int64Min && ns <= int64Max ? new Duration(ns) : durationOverflow
}

export function add(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (a instanceof CelList && b instanceof CelList) return a.add(b)
  if (a instanceof Timestamp && b instanceof Duration) return timestamp(a.ns + b.ns)
  if (a instanceof Duration && b instanceof Timestamp) return timestamp(a.ns + b.ns)
  if (a instanceof Duration && b instanceof Duration) return duration(a.ns + b.ns)
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    const out = new Uint8Array(a.length + b.length)
    out.set(a)
    out.set(b, a.length)
    return out
  }
  return arithmetic(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  )
}

export function subtract(a: CelValue, b: CelValue): CelValue {
  if (a instanceof Timestamp && b instanceof Timestamp) return duration(a.ns - b.ns)
  if (a instanceof Timestamp && b instanceof Duration) return timestamp(a.ns - b.ns)
  if (a instanceof Duration && b instanceof Duration) return duration(a.ns - b.ns)
  return arithmetic(
    a,
    b,
    (x, y) => x - y,
    (x, y) => x - y,
  )
}

export function multiply(a: CelValue, b: CelValue): CelValue {
  return arithmetic(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
  )
}

export function divide(a: CelValue, b: CelValue): CelValue {
  if (b === 0n || (b instanceof Uint && b.value === 0n && a instanceof Uint)) return divisionByZero
  return arithmetic(
    a,
    b,
    (x, y) => x / y,
    (x, y) => x / y,
  )
}

export function modulo(a: CelValue, b: CelValue): CelValue {
  if (b === 0n || (b instanceof Uint && b.value === 0n && a instanceof Uint)) return modulusByZero
  return arithmetic(a, b, (x, y) => x % y, undefined)
}

export function negate(value: CelValue): CelValue {
  if (typeof value === 'bigint') return int64(-value)
  if (typeof value === 'number') return -value
  return isFailure(value) ? value : noSuchOverload
}

function arithmetic(
  a: CelValue,
  b: CelValue,
  whole: (x: bigint, y: bigint) => bigint,
  real: ((x: number, y: number) => number) | undefined,
): CelValue {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int64(whole(a, b))
  if (typeof a === 'number' && typeof b === 'number' && real) return real(a, b)
  if (a instanceof Uint && b instanceof Uint) return uint64(whole(a.value, b.value))
  if (isFailure(a)) return a
  return isFailure(b) ? b : noSuchOverload
}
