import { FormatObject } from './objects.ts'
import type { LibraryObject, Values } from './overload.ts'

const perChar = 0.1
const perRegexChar = 0.25

const nominal = new Set(
  `masked prefixLength family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast
  format.named sign asInteger isInteger asApproximateFloat isGreaterThan isLessThan compareTo add sub major minor patch
  getScheme getHostname getHost getPort getEscapedPath getQuery`.split(/\s+/),
)
const walking = new Set(['isSorted', 'sum', 'max', 'min', 'indexOf', 'lastIndexOf'])
const once = new Set(
  'url lowerAscii upperAscii substring trim cidr isIP isCIDR quantity isQuantity semver isSemver'.split(' '),
)
const twice = new Set(['replace', 'split', 'ip.isCanonical'])

/**
 * What a call cost, its operands aside; undefined leaves it to the engine's own rules.
 * Upstream: apiserver/pkg/cel/library/cost.go CallCost.
 *
 * @param args the receiver first
 */
export function callCost<V>(
  values: Values<V>,
  name: string,
  overload: string,
  args: readonly V[],
  result: V,
): number | undefined {
  if (nominal.has(name)) return 1
  const [first, second] = args
  if (walking.has(name)) return first === undefined ? 0 : traversal(values, first)
  if (name === 'join') return args.length > 0 ? Math.ceil(sizeOf(values, result) * 2 * perChar) : undefined
  if (first === undefined) return undefined
  // Counting the characters of a long text takes a while.
  const size = () => sizeOf(values, first)
  if (once.has(name)) return Math.ceil(size() * perChar)
  if (twice.has(name)) return Math.ceil(size() * 2 * perChar)
  if (name === 'ip') return overload === 'cidr_ip' ? 1 : Math.ceil(size() * perChar)
  if (second === undefined) return undefined
  switch (name) {
    case 'find':
    case 'findAll':
      return matching(size(), sizeOf(values, second))
    case 'containsIP': {
      const text = overload === 'cidr_contains_ip_string' ? sizeOf(values, second) : 0
      return Math.ceil(size() * 2 * perChar) + Math.ceil(text * perChar)
    }
    case 'containsCIDR': {
      const text = overload === 'cidr_contains_cidr_string' ? sizeOf(values, second) : 0
      return Math.ceil(size() * 2 * perChar) + Math.ceil(size() * perChar) + 1 + Math.ceil(text * perChar)
    }
    case 'validate': {
      const format: LibraryObject | undefined = values.asObject(first)
      return format instanceof FormatObject ? matching(sizeOf(values, second), format.format.regexSize) : undefined
    }
    case '_==_':
      return values.asObject(first) ? 1 : undefined
    default:
      return undefined
  }
}

function matching(text: number, pattern: number): number {
  return Math.ceil((1 + text) * perChar) * Math.ceil(pattern * perRegexChar)
}

function sizeOf<V>(values: Values<V>, value: V): number {
  const object = values.asObject(value)
  return (object ? object.size : values.size(value)) ?? 1
}

/** The cost of walking a value and all it holds. Not recursive. */
function traversal<V>(values: Values<V>, root: V): number {
  let cost = 0
  const todo = [root]
  for (let value = todo.pop(); value !== undefined; value = todo.pop()) {
    switch (values.kind(value)) {
      case 'string':
      case 'bytes':
        cost += Math.trunc(values.byteLength(value) * perChar)
        break
      case 'list':
        for (const item of values.asList(value)!) todo.push(item)
        break
      case 'map':
        for (const [key, item] of values.entries(value)) todo.push(key, item)
        break
      default:
        cost += 1
    }
  }
  return cost
}
