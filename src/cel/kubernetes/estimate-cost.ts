import { anything, exactly, maxUint64, plus, type Range, scaled, times } from './range.ts'

/** What upstream's estimator asks of an operand. */
export interface CostNode {
  /** Its type as in declarations; `list` for any list when only that is asked. */
  readonly type: string
  /** Known from the expression or from the schema; undefined when neither says. */
  readonly size: Range | undefined
  /** For lists (and what has type parameters): the type and the size of the items. */
  readonly items: { readonly type: string; readonly size: Range | undefined } | undefined
  /** The value, if it is a literal int. */
  readonly literalInt: bigint | undefined
  /** The size that the expression itself gives, without the schema. */
  readonly computedSize: Range | undefined
}

/** The cost of a call without its operands, and the size of what it returns if it is known. */
export interface CallEstimate {
  readonly cost: Range
  readonly resultSize?: Range
}

/** Per code point of a text that is walked, and per character of a regular expression. */
const perChar = 0.1
const perRegexChar = 0.25
/** Upstream's bound for the expressions of named formats. */
const formatRegexSize = 128
const formatSize = 64n

/** Asking whether somebody may do something. */
const authorization = 350_000

const nominal = new Set(
  `masked prefixLength family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast
  format.named sign asInteger isInteger asApproximateFloat isGreaterThan isLessThan compareTo add sub major minor patch
  getScheme getHostname getHost getPort getEscapedPath getQuery`.split(/\s+/),
)
const parsing = new Set(['cidr', 'isIP', 'isCIDR', 'quantity', 'isQuantity', 'semver', 'isSemver'])

/**
 * The estimate of a call to a function of these libraries, of the string library, or of equality between library
 * objects; undefined leaves it to the engine's own rules.
 * Upstream: apiserver/pkg/cel/library/cost.go EstimateCallCost.
 *
 * @param target the receiver of a member function
 */
export function estimateCall(
  name: string,
  overload: string,
  target: CostNode | undefined,
  args: readonly CostNode[],
): CallEstimate | undefined {
  const [first, second] = args
  if (nominal.has(name)) return { cost: exactly(1) }
  if (parsing.has(name)) return first && { cost: scaled(sizeOf(first), perChar) }
  switch (name) {
    case 'check':
      return { cost: exactly(authorization) }
    case 'fieldSelector':
    case 'labelSelector':
      return first && { cost: selector(sizeOf(first)) }
    case 'isSorted':
    case 'sum':
    case 'max':
    case 'min':
    case 'indexOf':
    case 'lastIndexOf':
      return target && { cost: walk(target) }
    case 'url':
      return args.length === 1 ? sameSize(first!) : undefined
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
      return target && sameSize(target)
    case 'replace':
      return target && second ? replace(target, first!, second) : undefined
    case 'split': {
      if (!target) return undefined
      const size = sizeOf(target)
      return { cost: scaled(size, 2 * perChar), resultSize: { min: 0n, max: splitLimit(second) ?? size.max } }
    }
    case 'join':
      return target && join(target, first)
    case 'find':
    case 'findAll': {
      if (!target || !first) return undefined
      const size = sizeOf(target)
      const text = scaled(plus(size, exactly(1)), perChar)
      const pattern = scaled(sizeOf(first), perRegexChar)
      return { cost: times(text, pattern), resultSize: { min: 0n, max: size.max } }
    }
    case 'ip':
      if (overload === 'cidr_ip') return { cost: exactly(1) }
      return first && { cost: scaled(sizeOf(first), perChar) }
    case 'ip.isCanonical':
      return first && { cost: scaled(sizeOf(first), 2 * perChar) }
    case 'containsIP':
      return first && { cost: contains(overload === 'cidr_contains_ip_string' ? first : undefined, false) }
    case 'containsCIDR':
      return first && { cost: contains(overload === 'cidr_contains_cidr_string' ? first : undefined, true) }
    case 'validate':
      return first && { cost: scaled(scaled(sizeOf(first), perChar), formatRegexSize * perRegexChar) }
    case '_==_':
      return first && second && first.type === second.type ? equality(first.type, second) : undefined
    default:
      return undefined
  }
}

function sizeOf(node: { size: Range | undefined }): Range {
  return node.size ?? anything
}

function sameSize(node: CostNode): CallEstimate {
  const size = sizeOf(node)
  return { cost: scaled(size, perChar), resultSize: size }
}

/** Read, and made into a list of requirements of two characters or more. */
function selector(text: Range): Range {
  const requirements = scaled(scaled(text, 0.5), 50)
  return plus(plus(exactly(10), scaled(text, perChar)), requirements)
}

/** Comparing item by item; a string as target is the indexOf of strings. */
function walk(target: CostNode): Range {
  const size = sizeOf(target)
  if (!target.items) return scaled(size, perChar)
  const text = target.items.type === 'string' || target.items.type === 'bytes'
  const each = text ? plus(exactly(1), scaled(sizeOf(target.items), perChar)) : exactly(1)
  return times(size, each)
}

function splitLimit(limit: CostNode | undefined): bigint | undefined {
  return limit?.literalInt === undefined ? undefined : BigInt.asUintN(64, limit.literalInt)
}

function join(target: CostNode, separator: CostNode | undefined): CallEstimate {
  const count = sizeOf(target)
  let size = target.items ? times(count, sizeOf(target.items)) : exactly(0)
  if (separator) {
    const less = (value: bigint) => (value > 0n ? value - 1n : 0n)
    size = plus(size, times(sizeOf(separator), { min: less(count.min), max: less(count.max) }))
  }
  return { cost: scaled(size, perChar), resultSize: size }
}

/** The longest result replaces the shortest texts by the longest, the shortest result the other way round. */
function replace(target: CostNode, from: CostNode, to: CostNode): CallEstimate {
  const size = sizeOf(target)
  const [old, now] = [sizeOf(from), sizeOf(to)]
  const max = replaced(size.max, old.min, now.max <= old.min)
  const min = replaced(size.min, old.max, old.max <= now.min)
  const count = { min: min.count, max: max.count }
  const kept = { min: min.kept, max: max.kept }
  return { cost: scaled(size, 2 * perChar), resultSize: plus(times(count, now), kept) }
}

function replaced(size: bigint, old: bigint, keeps: boolean): { count: bigint; kept: bigint } {
  // An empty text is found around every character.
  if (old === 0n) return { count: size < maxUint64 ? size + 1n : size, kept: size }
  if (keeps) return { count: 0n, kept: size }
  const count = Math.ceil(Number(size) / Number(old))
  // The conversion overflows upstream, and gives this on amd64.
  return { count: count >= 2 ** 64 ? 2n ** 63n : BigInt(count), kept: 0n }
}

/** Two addresses of 4 to 16 bytes; a text must be parsed first; networks are masked, too. */
function contains(text: CostNode | undefined, network: boolean): Range {
  const address = { min: 4n, max: 16n }
  let cost = scaled(plus(address, address), perChar)
  if (network) cost = plus(plus(cost, scaled(address, perChar)), exactly(1))
  return text ? plus(cost, scaled(sizeOf(text), perChar)) : cost
}

function equality(type: string, right: CostNode): CallEstimate | undefined {
  switch (type) {
    case 'net.IP':
    case 'net.CIDR':
    case 'kubernetes.Quantity':
    case 'kubernetes.Semver':
      return { cost: exactly(1) }
    case 'kubernetes.NamedFormat':
      return { cost: scaled({ min: 1n, max: formatSize }, perChar) }
    case 'kubernetes.URL':
      // Upstream looks at the right side twice.
      return { cost: scaled({ min: 1n, max: right.computedSize?.max ?? 1n }, perChar) }
    default:
      return undefined
  }
}
