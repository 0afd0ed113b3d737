import { callCost } from './kubernetes/actual-cost.ts'
import { libraryValues, sizeOf } from './library-values.ts'
import { CelList, type CelValue, Opaque, Optional } from './value.ts'

/**
 * What a call costs at run time, its arguments aside.
 * Upstream: cel-go interpreter/runtimecost.go costCall, ext/{sets,lists}.go, apiserver/pkg/cel/library/cost.go.
 */
export function actualCost(fn: string, overload: string, args: readonly CelValue[], result: CelValue): number {
  const tracked = trackers[overload]
  if (tracked) return tracked(args, result)
  const known = callCost(libraryValues, fn, overload, args, result)
  if (known !== undefined) return known
  switch (overload) {
    case 'starts_with_string':
    case 'ends_with_string':
    case 'string_to_bytes':
    case 'bytes_to_string':
    case 'strings_quote':
    case 'string_format':
      return Math.ceil(size(args[0]!) * perChar)
    case 'in_list':
      return size(args[1]!)
    case 'less_string':
    case 'greater_string':
    case 'less_equals_string':
    case 'greater_equals_string':
    case 'less_bytes':
    case 'greater_bytes':
    case 'less_equals_bytes':
    case 'greater_equals_bytes':
    case 'equals':
    case 'not_equals':
      return Math.ceil(Math.min(size(args[0]!), size(args[1]!)) * perChar)
    case 'add_string':
    case 'add_bytes':
      return Math.ceil((size(args[0]!) + size(args[1]!)) * perChar)
    case 'matches_string':
      return Math.ceil((1 + size(args[0]!)) * perChar) * Math.ceil(size(args[1]!) * perRegexChar)
    case 'contains_string':
      return Math.ceil(size(args[0]!) * perChar) * Math.ceil(size(args[1]!) * perChar)
    default:
      return 1
  }
}

const perChar = 0.1
const perRegexChar = 0.25
const listBase = 10

function size(value: CelValue): number {
  if (value instanceof Optional && value.value !== undefined) return size(value.value)
  return sizeOf(value) ?? 1
}

/** Calls that take the square of their input: what they cost is asked before they run. */
export function isDear(overload: string): boolean {
  return /^list_(?:sets_|distinct$)/.test(overload)
}

type Tracker = (args: readonly CelValue[], result: CelValue) => number

const setsCost =
  (factor: number): Tracker =>
  ([a, b]) =>
    1 + Math.trunc(plainSize(a!) * plainSize(b!) * factor)

/** Of an optional one, whatever it holds. */
function plainSize(value: CelValue): number {
  return (value instanceof Opaque ? value.object.size : sizeOf(value)) ?? 1
}

const allocating = (factor: number, count: number) => Math.trunc(count * factor) + 1 + listBase
const byResult: Tracker = (_, result) => allocating(1, size(result))
const flattening: Tracker = ([list, depth]) => allocating(typeof depth === 'bigint' ? Number(depth) : 1, size(list!))

/** Every item with every other. */
function selfCompare(list: CelValue): number {
  const count = size(list)
  if (count === 0 || !(list instanceof CelList)) return allocating(2, 0)
  const first = list.at(0)
  const textual = typeof first === 'string' || first instanceof Uint8Array
  return allocating(textual ? 2 + perChar : 2, count * count)
}

const trackers: Record<string, Tracker | undefined> = {
  list_sets_contains_list: setsCost(1),
  list_sets_intersects_list: setsCost(1),
  list_sets_equivalent_list: setsCost(2),
  list_slice: byResult,
  lists_range: ([count]) => allocating(1, typeof count === 'bigint' ? Math.max(0, Number(count)) : 0),
  list_reverse: byResult,
  list_flatten: flattening,
  list_flatten_int: flattening,
  list_distinct: ([list]) => selfCompare(list!),
}
for (const type of [
  'int',
  'uint',
  'double',
  'bool',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
  'string',
  'bytes',
]) {
  trackers[`list_${type}_sort`] = ([list]) => selfCompare(list!)
  trackers[`list_${type}_sortByAssociatedKeys`] = ([, keys]) => selfCompare(keys!)
}
