/**
 * JSON values as the API server holds them: Go's `interface{}` tree with int64 and float64 told apart.
 *
 * - An integer within ±(2^53-1) written without fraction or exponent is a `number`: an int64.
 * - An int64 outside that range is a `bigint`.
 * - A float64 is a `number` when it cannot be mistaken for an int64 (it has a fraction, or is beyond ±(2^53-1));
 *   otherwise (JSON `1.0`, `1e3`) it is a {@link Float}.
 *
 * A YAML document read as kubectl sends it never holds a {@link Float}: Go writes 1.0 as `1`.
 */
export type Value = null | boolean | number | bigint | string | Float | List | Dict

/** A float64 whose value is integral and within ±(2^53-1), e.g. JSON `1.0`. */
export class Float {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

export type List = Value[] & { [span]?: number[] }

/** A JSON object. Has no prototype, so every string is a safe key and `dict[key] === undefined` means absent. */
export interface Dict {
  [key: string]: Value | undefined
  [span]?: DictSpan
}

/**
 * Where a container's entries stand in the source text, in UTF-16 offsets. On a list: start and end of each item,
 * flattened. A value that was not read from a file (a default, a computed one) has none.
 */
export const span: unique symbol = Symbol('span')

/** Entries in source order: `keys[i]` stands at `at[3*i]`, its value from `at[3*i+1]` to `at[3*i+2]` (exclusive). */
export interface DictSpan {
  keys: string[]
  at: number[]
}

// A declaration: an arrow function is no constructor.
function Entries(): void {}
const DictConstructor = Entries as unknown as new () => Dict
DictConstructor.prototype = Object.create(null)

/** An empty {@link Dict}. Objects made by one constructor share hidden classes, which a bare null-prototype object does not. */
export function newDict(): Dict {
  return new DictConstructor()
}

/** Is it a JSON object (not null, not a list, not a {@link Float})? */
export function isDict(value: Value | undefined): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float)
}

export function isList(value: Value | undefined): value is List {
  return Array.isArray(value)
}

/** Is it an int64 (as opposed to a float64 or no number)? */
export function isInt(value: Value | undefined): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))
}

/** Is it a float64? */
export function isFloat(value: Value | undefined): value is number | Float {
  return value instanceof Float || (typeof value === 'number' && !Number.isSafeInteger(value))
}

/** A float64 in its canonical form. */
export function float(value: number): number | Float {
  return Number.isSafeInteger(value) ? new Float(value) : value
}

const int64Min = -(2n ** 63n)
const int64Max = 2n ** 63n - 1n

/** An int64 in its canonical form; undefined when it does not fit. */
export function int(value: bigint): number | bigint | undefined {
  if (value < int64Min || value > int64Max) return undefined
  const small = Number(value)
  return Number.isSafeInteger(small) ? small : value
}

/** The numeric value as a float64, of any number. */
export function toNumber(value: number | bigint | Float): number {
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : value.value
}

/** Plain JavaScript data (as from `JSON.parse`) as a {@link Value}. Integral numbers become int64. */
export function fromPlain(data: unknown): Value {
  if (data === null || typeof data === 'boolean' || typeof data === 'string' || typeof data === 'bigint') return data
  if (typeof data === 'number') return data
  if (data instanceof Float) return data
  if (Array.isArray(data)) return data.map(fromPlain)
  if (typeof data === 'object') {
    const out = newDict()
    for (const [key, value] of Object.entries(data)) if (value !== undefined) out[key] = fromPlain(value)
    return out
  }
  throw new TypeError(`not JSON data: ${typeof data}`)
}

/** A deep copy that shares nothing; positions are copied too, so that a copy of a located value is located. */
export function clone<T extends Value>(value: T): T
export function clone(value: Value): Value {
  if (Array.isArray(value)) {
    const out: List = value.map(clone)
    if ((value as List)[span]) out[span] = (value as List)[span]!
    return out
  }
  if (!isDict(value)) return value
  const out = newDict()
  for (const key of Object.keys(value)) out[key] = clone(value[key]!)
  if (value[span]) out[span] = value[span]
  return out
}

/** Go's reflect.DeepEqual on unstructured data: int64 and float64 of the same value differ. */
export function deepEqual(a: Value, b: Value): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Float || b instanceof Float) return a instanceof Float && b instanceof Float && a.value === b.value
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => deepEqual(item, b[i]!))
  }
  if (Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => b[key] !== undefined && deepEqual(a[key]!, b[key]))
}
