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

/** Asking whether somebody may do something. */
const authorization = 350_000

type Cost = number | (<V>(values: Values<V>, args: readonly V[], result: V) => number | undefined)

/**
 * What a call costs, its operands aside, the receiver being the first argument; undefined leaves it to the engine's own
 * rules. Upstream: apiserver/pkg/cel/library/cost.go CallCost.
 */
export function kubernetesCost(name: string, overload: string): Cost | undefined {
  if (nominal.has(name)) return 1
  if (walking.has(name)) return (values, [list]) => (list === undefined ? 0 : traversal(values, list))
  if (once.has(name)) return ofFirst((size) => Math.ceil(size * perChar))
  if (twice.has(name)) return ofFirst((size) => Math.ceil(size * 2 * perChar))
  switch (name) {
    case 'check':
      return authorization
    case 'fieldSelector':
    case 'labelSelector':
      return (values, [, text]) => selector(sizeOf(values, text!))
    case 'join':
      return (values, _, result) => Math.ceil(sizeOf(values, result) * 2 * perChar)
    case 'ip':
      return overload === 'cidr_ip' ? 1 : ofFirst((size) => Math.ceil(size * perChar))
    case 'find':
    case 'findAll':
      return (values, [text, pattern]) => matching(sizeOf(values, text!), sizeOf(values, pattern!))
    case 'containsIP':
    case 'containsCIDR':
      return (values, [cidr, other]) => containing(values, cidr!, other!, name, overload)
    case 'validate':
      return (values, [first, text]) => {
        const format: LibraryObject | undefined = values.asObject(first!)
        return format instanceof FormatObject ? matching(sizeOf(values, text!), format.format.regexSize) : undefined
      }
    case '_==_':
      return (values, [first]) => (values.asObject(first!) ? 1 : undefined)
    default:
      return undefined
  }
}

function ofFirst(cost: (size: number) => number): Cost {
  return (values, [first]) => (first === undefined ? undefined : cost(sizeOf(values, first)))
}

/** Read, and made into a list of requirements of two characters or more. */
function selector(size: number): number {
  return 10 + Math.ceil(size * perChar) + Math.ceil(size * 0.5) * 50
}

function containing<V>(values: Values<V>, cidr: V, other: V, name: string, overload: string): number {
  const size = sizeOf(values, cidr)
  const text = overload.endsWith('_string') ? Math.ceil(sizeOf(values, other) * perChar) : 0
  const both = Math.ceil((size + size) * perChar) + text
  return name === 'containsIP' ? both : both + Math.ceil(size * perChar) + 1
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
  while (todo.length > 0) {
    const value = todo.pop()!
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
