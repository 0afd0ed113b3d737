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

/** Nanoseconds since 1970. */
export class Timestamp {
  readonly ns: bigint
  constructor(ns: bigint) {
    this.ns = ns
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

/** A list, computed or a view of the data. */
export abstract class CelList {
  abstract readonly size: number
  abstract at(index: number): CelValue
  /** Equality with another list; views of sets and maps do not look at the order. */
  abstract equals(other: CelList): boolean | CelFailure
  abstract add(other: CelList): CelList
}

/** A map or an object, computed or a view of the data. */
export abstract class CelMap {
  abstract readonly size: number
  /** Undefined when there is no such key. */
  abstract get(key: CelValue): CelValue | undefined
  abstract keys(): CelValue[]
  abstract equals(other: CelMap): boolean | CelFailure
}

export function isFailure(value: CelValue | undefined): value is CelFailure {
  return value instanceof CelFailure
}

export const noSuchOverload = new CelFailure('no such overload')

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
  return 'error'
}
