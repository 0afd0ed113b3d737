import { operator } from '../ast.ts'
import { add, compare, divide, modulo, multiply, negate, subtract } from '../operations.ts'
import { hasAdd, hasCompare, hasModulo, hasMultiply, hasNegate, hasSubtract } from '../traits.ts'
import { CelList, CelMap, type CelValue, noSuchOverload } from '../value.ts'
import { anyValue, type CoreOverload, global, singleton } from './core-overload.ts'

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
    return typeof found === 'number' ? holds(found) : found
  }
  return singleton(hasCompare, [
    ...ordered.map(([id, type]) => global(fn, `${name}_${id}`, [type, type], 'bool', run)),
    ...mixed.map(([id, left, right]) => global(fn, `${name}_${id}`, [left, right], 'bool', run)),
  ])
}

function numbers(fn: string, name: string, types: readonly string[], run: (a: CelValue, b: CelValue) => CelValue) {
  const ids: Record<string, string> = { int: 'int64', uint: 'uint64', double: 'double' }
  return types.map((type) => global(fn, `${name}_${ids[type]}`, [type, type], type, run))
}

function contains(value: CelValue, container: CelValue): CelValue {
  return container instanceof CelMap || container instanceof CelList ? container.contains(value) : noSuchOverload
}

/** Selections and indexes are no calls at run time. */
const attribute = () => noSuchOverload

const list = 'list(A)'
const map = 'map(A, B)'

/** Upstream: cel-go common/stdlib/standard.go. */
export const operators: readonly CoreOverload[] = [
  // Evaluated by the engine itself, which does not always need both sides.
  global(operator.conditional, 'conditional', ['bool', 'A', 'A'], 'A', () => noSuchOverload),
  global(operator.and, 'logical_and', ['bool', 'bool'], 'bool', () => noSuchOverload),
  global(operator.or, 'logical_or', ['bool', 'bool'], 'bool', () => noSuchOverload),
  global(operator.equals, 'equals', ['A', 'A'], 'bool', () => noSuchOverload),
  global(operator.notEquals, 'not_equals', ['A', 'A'], 'bool', () => noSuchOverload),
  ...singleton(anyValue, [
    global(operator.notStrictlyFalse, 'not_strictly_false', ['bool'], 'bool', (a) => a !== false),
    global(operator.not, 'logical_not', ['bool'], 'bool', (a) => (typeof a === 'boolean' ? !a : noSuchOverload)),
  ]),
  ...order(operator.less, 'less', (o) => o < 0),
  ...order(operator.lessEquals, 'less_equals', (o) => o <= 0),
  ...order(operator.greater, 'greater', (o) => o > 0),
  ...order(operator.greaterEquals, 'greater_equals', (o) => o >= 0),
  ...singleton(hasAdd, [
    global(operator.add, 'add_bytes', ['bytes', 'bytes'], 'bytes', add),
    ...numbers(operator.add, 'add', ['double'], add),
    global(operator.add, 'add_duration_duration', [dur, dur], dur, add),
    global(operator.add, 'add_duration_timestamp', [dur, ts], ts, add),
    global(operator.add, 'add_timestamp_duration', [ts, dur], ts, add),
    ...numbers(operator.add, 'add', ['int'], add),
    global(operator.add, 'add_list', [list, list], list, add),
    global(operator.add, 'add_string', ['string', 'string'], 'string', add),
    ...numbers(operator.add, 'add', ['uint'], add),
  ]),
  ...singleton(hasSubtract, [
    ...numbers(operator.subtract, 'subtract', ['double'], subtract),
    global(operator.subtract, 'subtract_duration_duration', [dur, dur], dur, subtract),
    ...numbers(operator.subtract, 'subtract', ['int'], subtract),
    global(operator.subtract, 'subtract_timestamp_duration', [ts, dur], ts, subtract),
    global(operator.subtract, 'subtract_timestamp_timestamp', [ts, ts], dur, subtract),
    ...numbers(operator.subtract, 'subtract', ['uint'], subtract),
  ]),
  ...singleton(hasMultiply, [
    ...numbers(operator.multiply, 'multiply', ['double', 'int', 'uint'], multiply),
    ...numbers(operator.divide, 'divide', ['double', 'int', 'uint'], divide),
  ]),
  ...singleton(hasModulo, numbers(operator.modulo, 'modulo', ['int', 'uint'], modulo)),
  ...singleton(hasNegate, [
    global(operator.negate, 'negate_double', ['double'], 'double', negate),
    global(operator.negate, 'negate_int64', ['int'], 'int', negate),
  ]),
  global(operator.index, 'index_list', [list, 'int'], 'A', attribute),
  global(operator.index, 'index_map', [map, 'A'], 'B', attribute),
  global(operator.index, 'optional_list_index_int', [`optional_type(${list})`, 'int'], 'optional_type(A)', attribute),
  global(operator.index, 'optional_map_index_value', [`optional_type(${map})`, 'A'], 'optional_type(B)', attribute),
  ...['', 'optional_'].flatMap((prefix) => {
    const [lists, maps] = prefix === '' ? [list, map] : [`optional_type(${list})`, `optional_type(${map})`]
    return [
      global(operator.optIndex, `${prefix}list_optindex_optional_int`, [lists, 'int'], 'optional_type(A)', attribute),
      global(operator.optIndex, `${prefix}map_optindex_optional_value`, [maps, 'A'], 'optional_type(B)', attribute),
    ]
  }),
  ...singleton(anyValue, [
    global(operator.in, 'in_list', ['A', list], 'bool', contains),
    global(operator.in, 'in_map', ['A', map], 'bool', contains),
  ]),
]
