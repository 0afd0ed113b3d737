import { goTypeName } from './go-type.ts'
import { kubernetesCost } from './kubernetes/actual-cost.ts'
import { libraryValues, sizeOf } from './library-values.ts'
import { hasAdd } from './traits.ts'
import { CelList, type CelValue, Opaque, Optional, Panic } from './value.ts'

/** What a call costs at run time, its arguments aside: always the same, or by its arguments and its result. */
export type CallCost = number | ((args: readonly CelValue[], result: CelValue) => number)

/**
 * Upstream: cel-go interpreter/runtimecost.go costCall, ext/{sets,lists}.go, apiserver/pkg/cel/library/cost.go.
 * @param overload '' when it is chosen while the rule runs
 */
export function callCost(fn: string, overload: string): CallCost {
  const tracked = trackers[overload]
  if (tracked) return tracked
  const own = overloadCost(overload)
  const known = kubernetesCost(fn, overload)
  if (known === undefined || typeof known === 'number') return known ?? own
  return (args, result) => known(libraryValues, args, result) ?? (typeof own === 'number' ? own : own(args, result))
}

function overloadCost(overload: string): CallCost {
  switch (overload) {
    case 'starts_with_string':
    case 'ends_with_string':
    case 'string_to_bytes':
    case 'bytes_to_string':
    case 'strings_quote':
    case 'string_format':
      return ([text]) => traversal(text!)
    case 'in_list':
      return ([, list]) => size(list!)
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
      return ([a, b]) => Math.min(traversal(a!), traversal(b!))
    case 'add_string':
    case 'add_bytes':
      return ([a, b]) => Math.ceil((size(a!) + size(b!)) * perChar)
    case 'matches_string':
      return ([text, pattern]) => Math.ceil((1 + size(text!)) * perChar) * Math.ceil(size(pattern!) * perRegexChar)
    case 'contains_string':
      return ([text, part]) => traversal(text!) * traversal(part!)
    default:
      return 1
  }
}

const perChar = 0.1
const perRegexChar = 0.25
const listBase = 10

function size(value: CelValue): number {
  if (value instanceof Optional && value.value !== undefined) return size(value.value)
  if (value instanceof Opaque) return value.object.size ?? 1
  return sizeOf(value) ?? 1
}

function traversal(value: CelValue): number {
  // No need to count the characters of short texts.
  if (typeof value === 'string' && value.length <= 10) return value === '' ? 0 : 1
  return typeof value === 'bigint' ? 1 : Math.ceil(size(value) * perChar)
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

/** Unsigned: a negative cost is a huge one, but for the smallest. */
function allocating(factor: number, count: number): number {
  const cost = Math.trunc(count * factor) + 1 + listBase
  return cost < 0 ? 2 ** 64 : cost
}
const byResult: Tracker = (_, result) => allocating(1, size(result))
const flattening: Tracker = ([list, depth]) => {
  if (depth === undefined) return allocating(1, size(list!))
  if (typeof depth === 'bigint') return allocating(Number(depth), size(list!))
  throw new Panic(`interface conversion: ref.Val is ${goTypeName(depth)}, not types.Int`)
}

/** Every item with every other. */
function selfCompare(list: CelValue): number {
  if (!(list instanceof CelList)) {
    const missing = hasAdd(list) ? 'Contains' : 'Add'
    throw new Panic(`interface conversion: ${goTypeName(list)} is not traits.Lister: missing method ${missing}`)
  }
  const count = size(list)
  if (count === 0) return allocating(2, 0)
  const first = list.at(0)
  const textual = typeof first === 'string' || first instanceof Uint8Array
  return allocating(textual ? 2 + perChar : 2, count * count)
}

const trackers: Record<string, Tracker | undefined> = {
  list_sets_contains_list: setsCost(1),
  list_sets_intersects_list: setsCost(1),
  list_sets_equivalent_list: setsCost(2),
  list_slice: byResult,
  // Of what is too long to be made, too.
  lists_range: ([count]) => allocating(1, typeof count === 'bigint' && count > 0n ? Number(count) : 0),
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

/** Calls that take the square of their input: what they cost is counted before they run, and depends on the input alone. */
export function isDear(overload: string): boolean {
  return /^list_(?:sets_|distinct$)/.test(overload)
}
