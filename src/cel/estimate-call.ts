import type { CallEstimate, CostNode } from './kubernetes/estimate-cost.ts'
import { anything, exactly, maxUint64, plus, type Range, scaled, smaller, times } from './kubernetes/range.ts'

const perChar = 0.1
const perRegexChar = 0.25
const one = exactly(1)

/**
 * The estimate of a call of cel-go's own functions, its operands aside.
 * Upstream: cel-go checker/cost.go functionCost.
 * @param target the receiver of a member function
 */
export function estimateCoreCall(
  overload: string,
  target: CostNode | undefined,
  args: readonly CostNode[],
): CallEstimate {
  const [first, second] = args.map(({ computedSize }) => computedSize ?? anything)
  const receiver = target && (target.computedSize ?? anything)
  switch (overload) {
    case 'string_format':
      return { cost: receiver ? scaled(receiver, perChar) : one }
    case 'string_to_bytes':
      return { cost: scaled(first!, perChar), resultSize: { min: first!.min, max: wrapped(first!.max * 4n) } }
    case 'bytes_to_string':
      return { cost: scaled(first!, perChar), resultSize: { min: first!.min / 4n, max: first!.max } }
    case 'strings_quote': {
      const resultSize = { min: wrapped(first!.min + 2n), max: wrapped(first!.max * 2n + 2n) }
      return { cost: scaled(first!, perChar), resultSize }
    }
    case 'starts_with_string':
    case 'ends_with_string':
      return { cost: scaled(first!, perChar) }
    case 'in_list':
      return { cost: scaled(second!, 1) }
    case 'matches_string': {
      // The global function of this name is not looked at.
      if (!receiver || args.length !== 1) return { cost: one }
      return { cost: times(scaled(plus(receiver, one), perChar), scaled(first!, perRegexChar)) }
    }
    case 'contains_string':
      return { cost: times(scaled(receiver!, perChar), scaled(first!, perChar)) }
    case 'add_list':
      return { cost: one, resultSize: plus(first!, second!) }
    case 'add_string':
    case 'add_bytes': {
      const resultSize = plus(first!, second!)
      return { cost: scaled(resultSize, perChar), resultSize }
    }
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
      return { cost: comparison(first!, second!) }
    default:
      return { cost: one }
  }
}

/** Up to the end of the shorter one. */
function comparison(a: Range, b: Range): Range {
  const max = smaller(a.max, b.max)
  return scaled({ min: max > 0n ? 1n : 0n, max }, perChar)
}

const wrapped = (value: bigint) => BigInt.asUintN(64, value)

/**
 * The estimate of a call of the libraries of sets and lists; undefined when it is none of theirs.
 * Upstream: cel-go ext/sets.go, ext/lists.go.
 */
export function estimateCollectionCall(
  overload: string,
  target: CostNode | undefined,
  args: readonly CostNode[],
): CallEstimate | undefined {
  const [first, second] = args
  switch (overload) {
    case 'list_sets_contains_list':
    case 'list_sets_intersects_list':
    case 'list_sets_equivalent_list': {
      // A factor of one rounds large products, too.
      const factor = overload === 'list_sets_equivalent_list' ? 2 : 1
      return { cost: plus(scaled(times(sizeOf(first), sizeOf(second)), factor), one) }
    }
    case 'list_slice': {
      const end = literalOr(second, sizeOf(target).max)
      return allocating(1, exactly(wrapped(end - literalOr(first, 0n))))
    }
    case 'lists_range':
      return allocating(1, exactly(literalOr(first, maxUint64)))
    case 'list_reverse':
      return allocating(1, sizeOf(target))
    case 'list_flatten':
      return allocating(1, sizeOf(target))
    case 'list_flatten_int':
      return allocating(Number(literalOr(first, maxUint64)), sizeOf(target))
    case 'list_distinct':
      return everyWithEvery(sizeOf(target), 'dyn')
  }
  const [, type, how] = /^list_(.*)_(sort|sortByAssociatedKeys)$/.exec(overload) ?? []
  return type === undefined ? undefined : everyWithEvery(sizeOf(how === 'sort' ? target : first), type)
}

function everyWithEvery(size: Range, type: string): CallEstimate {
  return allocating(type === 'string' || type === 'bytes' ? 2 + perChar : 2, times(size, size))
}

function allocating(factor: number, size: Range): CallEstimate {
  const listBase = exactly(10)
  return { cost: plus(plus(scaled(size, factor), one), listBase), resultSize: size }
}

function sizeOf(node: CostNode | undefined): Range {
  return node?.size ?? anything
}

function literalOr(node: CostNode | undefined, otherwise: bigint): bigint {
  if (node?.literalInt === undefined) return otherwise
  return node.literalInt < 0n ? 0n : node.literalInt
}
