import type { LibraryObject, Values } from '../../../src/cel/kubernetes/overload.ts'
import { formatFloat } from '../../../src/model/go/float.ts'
import { compareText, runeCount, utf8Length } from '../../../src/model/go/utf8.ts'

export class ErrorValue {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
export class Optional {
  readonly value: Plain | undefined
  constructor(value?: Plain) {
    this.value = value
  }
}

/** Values of rules as plain data, enough to drive the libraries without an engine: int is bigint, double number. */
export type Plain =
  | string
  | bigint
  | number
  | boolean
  | Plain[]
  | Map<Plain, Plain>
  | Optional
  | ErrorValue
  | LibraryObject

const isObject = (value: Plain): value is LibraryObject => typeof value === 'object' && 'typeName' in value
const noSuchOverload = new ErrorValue('no such overload')

export const plainValues: Values<Plain> = {
  bool: (value) => value,
  int: (value) => value,
  double: (value) => value,
  string: (text) => text,
  list: (items) => items,
  map: (entries) => new Map(entries),
  none: () => new Optional(),
  some: (value) => new Optional(value),
  object: (object) => object,
  error: (text) => new ErrorValue(text),
  zero: (type) => (type === 'double' ? 0 : 0n),
  isError: (value) => value instanceof ErrorValue,
  asString: (value) => (typeof value === 'string' ? value : undefined),
  asInt: (value) => (typeof value === 'bigint' ? value : undefined),
  asBool: (value) => (typeof value === 'boolean' ? value : undefined),
  asObject: (value) => (isObject(value) ? value : undefined),
  asList: (value) => (Array.isArray(value) ? value : undefined),
  compare: (a, b) => {
    if (typeof a !== typeof b) return undefined
    if (typeof a === 'string') return Math.sign(compareText(a, b as string))
    return a < b ? -1 : a > b ? 1 : a === b ? 0 : undefined
  },
  isComparable: (value) => typeof value !== 'object',
  isSummable: (value) => typeof value !== 'object',
  add: (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a + b
    if (typeof a !== 'bigint' || typeof b !== 'bigint') return noSuchOverload
    return a + b === BigInt.asIntN(64, a + b) ? a + b : new ErrorValue('integer overflow')
  },
  equals: (a, b) => (isObject(a) && isObject(b) ? a.equals(b) === true : a === b),
  kind: (value) => {
    if (typeof value === 'string') return 'string'
    return Array.isArray(value) ? 'list' : value instanceof Map ? 'map' : 'other'
  },
  size: (value) => {
    if (typeof value === 'string') return runeCount(value)
    return Array.isArray(value) ? value.length : value instanceof Map ? value.size : undefined
  },
  byteLength: (value) => utf8Length(value as string),
  entries: (value) => value as Map<Plain, Plain>,
}

/** As the answers of the server's engine are recorded. */
export function recordedForm(value: Plain): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return { double: formatFloat(value) }
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return { list: value.map(recordedForm) }
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [recordedForm(key), recordedForm(item)])
    return { map: entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)) }
  }
  if (value instanceof Optional) return value.value === undefined ? { none: true } : { some: recordedForm(value.value) }
  return { other: 'object' }
}

/** The type as declarations write it, as far as dispatch needs it. */
export function typeOf(value: Plain): string {
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return 'double'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (Array.isArray(value)) return value.length === 0 ? 'list(int)' : `list(${typeOf(value[0]!)})`
  return isObject(value) ? value.typeName : 'dyn'
}
