import type { Value } from '../model/value.ts'
import type { LibraryObject } from './kubernetes/overload.ts'

/**
 * A value while a rule runs: int is bigint, double is number. Errors are values; the functions that get one pass it on.
 */
export type CelValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | Uint
  | Timestamp
  | Duration
  | CelList
  | CelMap
  | Optional
  | TypeValue
  | Opaque
  | Preserved
  | CelFailure

/** Why an evaluation has no value, in cel-go's words. */
export class CelFailure {
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

export class Uint {
  readonly value: bigint
  constructor(value: bigint) {
    this.value = value
  }
}

/** Nanoseconds since 1970, and the zone it is printed in. */
export class Timestamp {
  readonly ns: bigint
  /** Seconds east of Greenwich. */
  readonly offset: number
  constructor(ns: bigint, offset = 0) {
    this.ns = ns
    this.offset = offset
  }
}

/** Nanoseconds. */
export class Duration {
  readonly ns: bigint
  constructor(ns: bigint) {
    this.ns = ns
  }
}

export class Optional {
  readonly value: CelValue | undefined
  constructor(value: CelValue | undefined) {
    this.value = value
  }
  static readonly none = new Optional(undefined)
}

export class TypeValue {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** A value of one of Kubernetes' own types. */
export class Opaque {
  readonly object: LibraryObject
  constructor(object: LibraryObject) {
    this.object = object
  }
}

/** Data that has no type: it can be compared, and nothing else. */
export class Preserved {
  readonly data: Value
  constructor(data: Value) {
    this.data = data
  }
}

/** A list, computed or a view of the data. What cannot be done with it is an error, as a value. */
export abstract class CelList {
  abstract readonly size: number
  /** Its type in upstream's program, which a few texts show. */
  abstract readonly goType: string
  /** @param index within the list */
  abstract at(index: number): CelValue
  /** By an index that is within the list, but not always an int. */
  abstract get(index: CelValue): CelValue
  abstract equals(other: CelValue): boolean | CelFailure
  abstract contains(value: CelValue): CelValue
  abstract add(other: CelValue): CelValue
}

/** A map or an object, computed or a view of the data. */
export abstract class CelMap {
  abstract readonly size: number
  abstract readonly goType: string
  /** Undefined when there is no such key. */
  abstract get(key: CelValue): CelValue | undefined
  abstract keys(): CelValue[]
  firstKey(): CelValue | undefined {
    return this.keys()[0]
  }
  abstract equals(other: CelValue): boolean | CelFailure
  abstract contains(key: CelValue): CelValue
}

export function isFailure(value: CelValue | undefined): value is CelFailure {
  return value instanceof CelFailure
}

export const noSuchOverload = new CelFailure('no such overload')

/** Itself if it is an error. Upstream: types.MaybeNoSuchOverloadErr. */
export function orNoSuchOverload(value: CelValue): CelFailure {
  return isFailure(value) ? value : noSuchOverload
}

/** What reading oldSelf comes to when there is no old value. */
export const noOldSelf = new CelFailure('no such attribute(s): oldSelf')

/** Where upstream's program panics, evaluation ends with this text. */
export class Panic extends Error {}

/** The name of a value's type, as `type(x)` and conversion errors print it. */
export function typeName(value: CelValue): string {
  if (value === null) return 'null_type'
  switch (typeof value) {
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'int'
    case 'number':
      return 'double'
    case 'string':
      return 'string'
  }
  if (value instanceof Uint8Array) return 'bytes'
  if (value instanceof Uint) return 'uint'
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp'
  if (value instanceof Duration) return 'google.protobuf.Duration'
  if (value instanceof CelList) return 'list'
  if (value instanceof CelMap) return 'map'
  if (value instanceof Optional) return 'optional_type'
  if (value instanceof TypeValue) return 'type'
  if (value instanceof Opaque) return value.object.typeName
  if (value instanceof Preserved) return 'unknown'
  return 'error'
}
