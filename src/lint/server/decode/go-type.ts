import { marshal, marshalString } from '../../../model/go/json.ts'
import {
  deepEqual,
  type Float,
  int,
  isDict,
  isFloat,
  isInt,
  isList,
  newDict,
  toNumber,
  type Value,
} from '../../../model/value.ts'
import type { Spot } from '../spot.ts'
import type { Decoder } from './decoder.ts'

/** A Go type: how a JSON value becomes one, how it is compared and written. */
export interface GoType<T> {
  /** As the decoder's errors name it: `string`, `[]v1.JSON`. */
  readonly name: string
  /** What a field holds that is absent. */
  zero(spot: Spot | undefined): T
  /** The value is not null, unless {@link takesNull}. */
  decode(value: Value, spot: Spot | undefined, decoder: Decoder): T
  /** As json.Marshal prints it in the text of a cause: with Go's names. */
  print(value: T): string
  /** As the API returns it: with JSON's names. */
  encode(value: T): Value
  /** Is it left out of the JSON (omitempty)? */
  isEmpty(value: T): boolean
  /** apimachinery's Semantic.DeepEqual: nil and empty lists and maps are equal. */
  equal(a: T, b: T): boolean
  /** What is absent is a struct all the same, and knows its place. */
  readonly isStruct?: true
  /** Null is a value of its own rather than nothing. */
  readonly takesNull?: boolean
}

/** Decodes anything, null included: null leaves the zero value. */
export function decode<T>(type: GoType<T>, value: Value | undefined, spot: Spot | undefined, decoder: Decoder): T {
  if (value === undefined || (value === null && !type.takesNull)) return type.zero(spot)
  return type.decode(value, spot, decoder)
}

/** What a value is, in the words of the decoder's errors. */
export function kindOf(value: Value): string {
  if (isList(value)) return 'array'
  if (isDict(value)) return 'object'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  return value === null ? 'null' : 'number'
}

export function string(name = 'string'): GoType<string> {
  return {
    name,
    zero: () => '',
    decode(value, spot, decoder) {
      if (typeof value === 'string') return value
      decoder.wrongType(kindOf(value), name, spot)
      return ''
    },
    print: marshalString,
    encode: (value) => value,
    isEmpty: (value) => value === '',
    equal: (a, b) => a === b,
  }
}

export const bool: GoType<boolean> = {
  name: 'bool',
  zero: () => false,
  decode(value, spot, decoder) {
    if (typeof value === 'boolean') return value
    decoder.wrongType(kindOf(value), 'bool', spot)
    return false
  },
  print: String,
  encode: (value) => value,
  isEmpty: (value) => !value,
  equal: (a, b) => a === b,
}

export const float64: GoType<number> = {
  name: 'float64',
  zero: () => 0,
  decode(value, spot, decoder) {
    if (kindOf(value) === 'number') return toNumber(value as number | bigint | Float)
    decoder.wrongType(kindOf(value), 'float64', spot)
    return 0
  },
  // As encoding/json writes float64: exponents below -6 and from 21 on, which is JavaScript's way too.
  print: (value) => (Object.is(value, -0) ? '-0' : String(value)),
  encode: rereadFloat,
  isEmpty: (value) => value === 0,
  equal: (a, b) => a === b,
}

/** int64 or int32. */
export function integer(bits: 32 | 64): GoType<number | bigint> {
  const name = `int${bits}`
  return {
    name,
    zero: () => 0,
    decode(value, spot, decoder) {
      if (isInt(value) && (bits === 64 || BigInt.asIntN(32, BigInt(value)) === BigInt(value))) return value
      const kind = kindOf(value)
      decoder.wrongType(kind === 'number' ? `number ${marshal(value)}` : kind, name, spot)
      return 0
    },
    print: String,
    encode: (value) => value,
    isEmpty: (value) => Number(value) === 0,
    equal: (a, b) => a === b,
  }
}

/** Any JSON (v1.JSON): kept as it is. */
export const json: GoType<Value> = {
  name: 'v1.JSON',
  zero: () => null,
  decode: (value) => value,
  print: marshal,
  encode: reread,
  isEmpty: () => false,
  equal: deepEqual,
  takesNull: true,
}

/** A float64 that was written without a fraction and an exponent is read as an int64, if it fits. */
function rereadFloat(value: number): Value {
  const text = String(value)
  return (/^-?[0-9]+$/.test(text) ? int(BigInt(text)) : undefined) ?? value
}

/** A value after it was written as JSON and read again: floats without a fraction have become integers. */
function reread(value: Value): Value {
  if (isFloat(value)) return rereadFloat(toNumber(value))
  if (isList(value)) return value.map(reread)
  if (!isDict(value)) return value
  const out = newDict()
  for (const key of Object.keys(value)) out[key] = reread(value[key]!)
  return out
}

/** `*T`: undefined is nil. */
export function pointer<T>(type: GoType<T>): GoType<T | undefined> {
  return {
    name: type.name,
    zero: () => undefined,
    decode: (value, spot, decoder) => type.decode(value, spot, decoder),
    print: (value) => (value === undefined ? 'null' : type.print(value)),
    encode: (value) => (value === undefined ? null : type.encode(value)),
    isEmpty: (value) => value === undefined,
    equal: (a, b) => a === b || (a !== undefined && b !== undefined && type.equal(a, b)),
  }
}
