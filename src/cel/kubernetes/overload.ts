/** A value of a type that only these libraries have. */
export interface LibraryObject {
  /** As rules see it: `kubernetes.Quantity`. */
  readonly typeName: string
  /** Undefined stands for `no such overload`: upstream's equality is not defined for the other one. */
  equals(other: LibraryObject): boolean | undefined
  /** Upstream hands out pointers for some that are computed. */
  readonly isPointer?: boolean
  /** As Go prints what is in it, where upstream cannot take that for a value. */
  readonly shown?: string
  /** What its size counts as in run-time costs; undefined when it has none. */
  readonly size?: number
}

/** A value's kind, where costs or functions depend on it. */
export type Kind = 'string' | 'bytes' | 'list' | 'map' | 'other'

/**
 * What the libraries need of the engine: how to read and make its values, of a type they do not look into. Errors are
 * values, too, as in upstream's engine.
 */
export interface Values<V> {
  readonly bool: (value: boolean) => V
  /** int64 */
  readonly int: (value: bigint) => V
  readonly double: (value: number) => V
  readonly string: (text: string) => V
  readonly list: (items: V[]) => V
  readonly map: (entries: [V, V][]) => V
  readonly none: () => V
  readonly some: (value: V) => V
  readonly object: (object: LibraryObject) => V
  readonly error: (text: string) => V

  readonly isError: (value: V) => boolean
  /** Undefined when it is no string; so the others. */
  readonly asString: (value: V) => string | undefined
  readonly asInt: (value: V) => bigint | undefined
  readonly asBool: (value: V) => boolean | undefined
  readonly asObject: (value: V) => LibraryObject | undefined
  readonly asList: (value: V) => readonly V[] | undefined

  /** Negative, 0, positive; undefined when these cannot be compared (another type, NaN). */
  readonly compare: (a: V, b: V) => number | undefined
  /** The zero of int, uint, double or duration. */
  readonly zero: (type: string) => V
  /** May a value of this type be compared at all? */
  readonly isComparable: (value: V) => boolean
  /** May a value of this type be added at all? */
  readonly isSummable: (value: V) => boolean
  /** The `+` of the language: overflow and wrong types are errors. */
  readonly add: (a: V, b: V) => V
  /** The `==` of the language, errors counting as false. */
  readonly equals: (a: V, b: V) => boolean

  readonly kind: (value: V) => Kind
  /** Code points, bytes, items or entries; undefined for what has no size. Library objects answer by themselves. */
  readonly size: (value: V) => number | undefined
  /** Bytes of a string or of bytes. */
  readonly byteLength: (value: V) => number
  readonly entries: (value: V) => Iterable<readonly [V, V]>
}

/**
 * One overload. Types are written as upstream prints them: `list(string)`, `optional_type(kubernetes.NamedFormat)`,
 * a single capital letter is a type parameter.
 */
export interface Overload {
  readonly function: string
  readonly id: string
  /** Is the first argument the receiver? */
  readonly member: boolean
  readonly args: readonly string[]
  readonly result: string
  /** The number of arguments fits; their types need not, when they were dynamic. */
  readonly call: <V>(values: Values<V>, args: readonly V[]) => V
}

/** Functions that came with one Kubernetes version. */
export interface Library {
  readonly name: string
  /** Minor version; rules of new CRDs may use it one version later, stored ones at once. */
  readonly since: number
  /** Types that rules may name, as in `type(x) == net.IP`. */
  readonly types?: readonly string[]
  readonly overloads: readonly Overload[]
}

export function member(name: string, id: string, args: string[], result: string, call: Overload['call']): Overload {
  return { function: name, id, member: true, args, result, call }
}

export function global(name: string, id: string, args: string[], result: string, call: Overload['call']): Overload {
  return { function: name, id, member: false, args, result, call }
}

/** What a wrongly typed argument gives: itself if it is an error. */
export function noSuchOverload<V>(values: Values<V>, value: V): V {
  return values.isError(value) ? value : values.error('no such overload')
}
