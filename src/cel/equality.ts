import { rawOf, sameRaw } from './raw.ts'
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
  orNoSuchOverload,
  Preserved,
  Timestamp,
  TypeValue,
  Uint,
} from './value.ts'

/** `==`: null equals null alone; else the left one decides. Upstream: cel-go common/types/util.go Equal. */
export function equals(a: CelValue, b: CelValue): boolean | CelFailure {
  return a === null || b === null ? a === b : equalTo(a, b)
}

/**
 * What the first has to say: numbers compare by value, other scalars with their own type alone, and with an error they
 * are just not equal. Library objects and views of the data refuse to be compared with what is not like them.
 */
export function equalTo(a: CelValue, b: CelValue): boolean | CelFailure {
  switch (typeof a) {
    case 'string':
    case 'boolean':
      return a === b
    case 'bigint':
      if (typeof b === 'bigint') return a === b
      return compareNumbers(a, b) === 0
    case 'number':
      return compareNumbers(a, b) === 0
  }
  if (a === null) return b === null
  if (a instanceof CelList || a instanceof CelMap) return a.equals(b)
  if (a instanceof CelFailure) return a
  if (a instanceof Uint) return compareNumbers(a, b) === 0
  if (a instanceof Timestamp) return b instanceof Timestamp && a.ns === b.ns
  if (a instanceof Duration) return b instanceof Duration && a.ns === b.ns
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name
  if (a instanceof Optional) {
    if (!(b instanceof Optional)) return false
    if (a.value === undefined || b.value === undefined) return a.value === b.value
    return equalTo(a.value, b.value)
  }
  if (a instanceof Preserved) return sameRaw(a.data, rawOf(b))
  if (!(b instanceof Opaque)) return orNoSuchOverload(b)
  return a.object.equals(b.object) ?? noSuchOverload
}

const maxInt64 = 2 ** 63
const maxUint64 = 2 ** 64

/**
 * -1, 0, 1; NaN when a NaN is among them; undefined when one is no number. An integer is made a double to be compared
 * with one. Upstream: cel-go common/types/compare.go.
 */
export function compareNumbers(a: CelValue, b: CelValue): number | undefined {
  if (typeof a === 'number') return typeof b === 'number' ? order(a, b) : compareDouble(a, b)
  if (typeof b === 'number') {
    const compared = compareDouble(b, a)
    return compared === undefined ? undefined : -compared
  }
  const left = a instanceof Uint ? a.value : a
  const right = b instanceof Uint ? b.value : b
  return typeof left === 'bigint' && typeof right === 'bigint' ? order(left, right) : undefined
}

function compareDouble(double: number, integer: CelValue): number | undefined {
  if (typeof integer === 'bigint') {
    return double > maxInt64 ? 1 : double < -maxInt64 ? -1 : order(double, Number(integer))
  }
  if (!(integer instanceof Uint)) return undefined
  return double > maxUint64 ? 1 : double < 0 ? -1 : order(double, Number(integer.value))
}

function order<T extends number | bigint>(a: T, b: T): number {
  if (a < b) return -1
  if (a > b) return 1
  return a === b ? 0 : Number.NaN
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1
  return Math.sign(a.length - b.length)
}

/** Of lists of the same size, in order; upstream's computed lists pass over errors. */
export function equalItems(a: CelList, b: CelList): boolean {
  for (let i = 0; i < a.size; i++) if (equals(a.at(i), b.at(i)) === false) return false
  return true
}

/** The first error among the items, if no two differ. */
export function equalItemsOrError(a: CelList, b: CelList): boolean | CelFailure {
  let failure: CelFailure | undefined
  for (let i = 0; i < a.size; i++) {
    const same = equals(a.at(i), b.at(i))
    if (same === false) return false
    if (isFailure(same)) failure ??= same
  }
  return failure ?? true
}
