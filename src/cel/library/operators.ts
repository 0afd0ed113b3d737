import { formatFloat } from '../../model/go/float.ts'
import { operator } from '../ast.ts'
import { add, compare, divide, equals, modulo, multiply, negate, subtract } from '../operations.ts'
import {
  CelFailure,
  CelList,
  CelMap,
  type CelValue,
  isFailure,
  noSuchOverload,
  Optional,
  typeName,
  Uint,
} from '../value.ts'
import { type CoreOverload, global } from './core-overload.ts'

const ts = 'google.protobuf.Timestamp'
const dur = 'google.protobuf.Duration'

/** Names of the types that have an order, in overload ids and in types. */
const ordered: readonly (readonly [string, string])[] = [
  ['bool', 'bool'],
  ['int64', 'int'],
  ['uint64', 'uint'],
  ['double', 'double'],
  ['string', 'string'],
  ['bytes', 'bytes'],
  ['timestamp', ts],
  ['duration', dur],
]
const mixed: readonly (readonly [string, string, string])[] = [
  ['int64_double', 'int', 'double'],
  ['int64_uint64', 'int', 'uint'],
  ['uint64_double', 'uint', 'double'],
  ['uint64_int64', 'uint', 'int'],
  ['double_int64', 'double', 'int'],
  ['double_uint64', 'double', 'uint'],
]

function order(fn: string, name: string, holds: (order: number) => boolean): CoreOverload[] {
  const run = (a: CelValue, b: CelValue): CelValue => {
    const found = compare(a, b)
    return found === undefined ? noSuchOverload : holds(found)
  }
  return [
    ...ordered.map(([id, type]) => global(fn, `${name}_${id}`, [type, type], 'bool', run)),
    ...mixed.map(([id, left, right]) => global(fn, `${name}_${id}`, [left, right], 'bool', run)),
  ]
}

function numbers(fn: string, name: string, types: readonly string[], run: (a: CelValue, b: CelValue) => CelValue) {
  const ids: Record<string, string> = { int: 'int64', uint: 'uint64', double: 'double' }
  return types.map((type) => global(fn, `${name}_${ids[type]}`, [type, type], type, run))
}

/** The element of a list, the value of a map's key; anything else has none. Upstream: interpreter/attributes.go refQualify. */
export function index(container: CelValue, key: CelValue): CelValue {
  if (container instanceof CelList) {
    const at = listIndex(key)
    if (isFailure(at)) return at
    return at >= 0 && at < container.size ? container.at(at) : new CelFailure(`index out of bounds: ${at}`)
  }
  const value = container instanceof CelMap ? container.get(key) : undefined
  return value === undefined ? new CelFailure(`no such key: ${keyText(key)}`) : value
}

function listIndex(key: CelValue): number | CelFailure {
  if (typeof key === 'bigint') return Number(key)
  if (key instanceof Uint) return Number(key.value)
  if (typeof key === 'number') {
    return Number.isInteger(key) ? key : new CelFailure(`unsupported index value ${formatFloat(key)} in list`)
  }
  return new CelFailure(`unsupported index type '${typeName(key)}' in list`)
}

/** As messages print a key. */
export function keyText(key: CelValue): string {
  return key instanceof Uint ? String(key.value) : String(key)
}

function contains(value: CelValue, container: CelValue): CelValue {
  if (container instanceof CelMap) return container.get(value) !== undefined
  if (!(container instanceof CelList)) return noSuchOverload
  for (let i = 0; i < container.size; i++) if (equals(container.at(i), value) === true) return true
  return false
}

function optionalIndex(container: CelValue, key: CelValue): CelValue {
  const inner = container instanceof Optional ? container.value : container
  if (inner === undefined) return Optional.none
  if (inner instanceof CelList) {
    const at = listIndex(key)
    if (isFailure(at)) return at
    return at >= 0 && at < inner.size ? new Optional(inner.at(at)) : Optional.none
  }
  if (!(inner instanceof CelMap)) return noSuchOverload
  const value = inner.get(key)
  return value === undefined ? Optional.none : new Optional(value)
}

function indexOrOptional(container: CelValue, key: CelValue): CelValue {
  return container instanceof Optional ? optionalIndex(container, key) : index(container, key)
}

const list = 'list(A)'
const map = 'map(A, B)'

/** Upstream: cel-go common/stdlib/standard.go. */
export const operators: readonly CoreOverload[] = [
  // Evaluated by the engine itself, which does not always need both sides.
  global(operator.conditional, 'conditional', ['bool', 'A', 'A'], 'A', () => noSuchOverload),
  global(operator.and, 'logical_and', ['bool', 'bool'], 'bool', () => noSuchOverload),
  global(operator.or, 'logical_or', ['bool', 'bool'], 'bool', () => noSuchOverload),
  global(operator.notStrictlyFalse, 'not_strictly_false', ['bool'], 'bool', (a) => a !== false),
  global(operator.not, 'logical_not', ['bool'], 'bool', (a) => (typeof a === 'boolean' ? !a : noSuchOverload)),
  global(operator.equals, 'equals', ['A', 'A'], 'bool', equals),
  global(operator.notEquals, 'not_equals', ['A', 'A'], 'bool', (a, b) => {
    const same = equals(a, b)
    return typeof same === 'boolean' ? !same : same
  }),
  ...order(operator.less, 'less', (o) => o < 0),
  ...order(operator.lessEquals, 'less_equals', (o) => o <= 0),
  ...order(operator.greater, 'greater', (o) => o > 0),
  ...order(operator.greaterEquals, 'greater_equals', (o) => o >= 0),
  global(operator.add, 'add_bytes', ['bytes', 'bytes'], 'bytes', add),
  global(operator.add, 'add_duration_duration', [dur, dur], dur, add),
  global(operator.add, 'add_duration_timestamp', [dur, ts], ts, add),
  global(operator.add, 'add_timestamp_duration', [ts, dur], ts, add),
  global(operator.add, 'add_list', [list, list], list, add),
  global(operator.add, 'add_string', ['string', 'string'], 'string', add),
  ...numbers(operator.add, 'add', ['double', 'int', 'uint'], add),
  global(operator.subtract, 'subtract_duration_duration', [dur, dur], dur, subtract),
  global(operator.subtract, 'subtract_timestamp_duration', [ts, dur], ts, subtract),
  global(operator.subtract, 'subtract_timestamp_timestamp', [ts, ts], dur, subtract),
  ...numbers(operator.subtract, 'subtract', ['double', 'int', 'uint'], subtract),
  ...numbers(operator.multiply, 'multiply', ['double', 'int', 'uint'], multiply),
  ...numbers(operator.divide, 'divide', ['double', 'int', 'uint'], divide),
  ...numbers(operator.modulo, 'modulo', ['int', 'uint'], modulo),
  global(operator.negate, 'negate_double', ['double'], 'double', negate),
  global(operator.negate, 'negate_int64', ['int'], 'int', negate),
  global(operator.index, 'index_list', [list, 'int'], 'A', indexOrOptional),
  global(operator.index, 'index_map', [map, 'A'], 'B', indexOrOptional),
  global(
    operator.index,
    'optional_list_index_int',
    ['optional_type(list(A))', 'int'],
    'optional_type(A)',
    optionalIndex,
  ),
  global(
    operator.index,
    'optional_map_index_value',
    ['optional_type(map(A, B))', 'A'],
    'optional_type(B)',
    optionalIndex,
  ),
  global(operator.optIndex, 'list_optindex_optional_int', [list, 'int'], 'optional_type(A)', optionalIndex),
  global(
    operator.optIndex,
    'optional_list_optindex_optional_int',
    ['optional_type(list(A))', 'int'],
    'optional_type(A)',
    optionalIndex,
  ),
  global(operator.optIndex, 'map_optindex_optional_value', [map, 'A'], 'optional_type(B)', optionalIndex),
  global(
    operator.optIndex,
    'optional_map_optindex_optional_value',
    ['optional_type(map(A, B))', 'A'],
    'optional_type(B)',
    optionalIndex,
  ),
  global(operator.in, 'in_list', ['A', list], 'bool', contains),
  global(operator.in, 'in_map', ['A', map], 'bool', contains),
]
