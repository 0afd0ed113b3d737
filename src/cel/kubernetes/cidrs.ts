import { Failure, ofObject, ofString, toBool, toObject } from './binding.ts'
import { toIP } from './ips.ts'
import { CIDRObject, IPObject } from './objects.ts'
import { global, type Library, member, noSuchOverload, type Values } from './overload.ts'
import { containsCIDR, containsIP, formatCIDR, masked, parseCIDR } from './values/cidr.ts'

const type = 'net.CIDR'

/** Upstream says twice what went wrong. */
function toCIDR(text: string): CIDRObject | Failure {
  const cidr = parseCIDR(text)
  if (typeof cidr !== 'string') return new CIDRObject(cidr)
  return new Failure(`network address parse error during conversion from string: ${cidr}`)
}

/** A text that is no address has no overload here: upstream loses the error. */
function checkIP<V>(values: Values<V>, [first, second]: readonly V[]): V {
  const cidr = values.asObject(first!)
  if (!(cidr instanceof CIDRObject)) return noSuchOverload(values, second!)
  const text = values.asString(second!)
  const ip = text === undefined ? values.asObject(second!) : toIP(text)
  return ip instanceof IPObject ? values.bool(containsIP(cidr.cidr, ip.bytes)) : noSuchOverload(values, first!)
}

function checkCIDR<V>(values: Values<V>, [first, second]: readonly V[]): V {
  const outer = values.asObject(first!)
  if (!(outer instanceof CIDRObject)) return noSuchOverload(values, first!)
  const text = values.asString(second!)
  const inner = text === undefined ? values.asObject(second!) : toCIDR(text)
  if (inner instanceof Failure) return values.error(inner.text)
  if (!(inner instanceof CIDRObject)) return noSuchOverload(values, second!)
  return values.bool(containsCIDR(outer.cidr, inner.cidr))
}

/** Upstream: apiserver/pkg/cel/library/cidr.go. */
export const cidrs: Library = {
  name: 'kubernetes.net.cidr',
  since: 30,
  types: [type],
  overloads: [
    global('cidr', 'string_to_cidr', ['string'], type, ofString(toCIDR, toObject)),
    global(
      'isCIDR',
      'is_cidr',
      ['string'],
      'bool',
      ofString((text) => toCIDR(text) instanceof CIDRObject, toBool),
    ),
    global(
      'string',
      'cidr_to_string',
      [type],
      'string',
      ofObject(CIDRObject, (values, { cidr }) => values.string(formatCIDR(cidr))),
    ),
    member('containsIP', 'cidr_contains_ip_string', [type, 'string'], 'bool', checkIP),
    member('containsIP', 'cidr_contains_ip_ip', [type, 'net.IP'], 'bool', checkIP),
    member('containsCIDR', 'cidr_contains_cidr_string', [type, 'string'], 'bool', checkCIDR),
    member('containsCIDR', 'cidr_contains_cidr', [type, type], 'bool', checkCIDR),
    member(
      'ip',
      'cidr_ip',
      [type],
      'net.IP',
      ofObject(CIDRObject, (values, { cidr }) => values.object(new IPObject(cidr.address))),
    ),
    member(
      'prefixLength',
      'cidr_prefix_length',
      [type],
      'int',
      ofObject(CIDRObject, (values, { cidr }) => values.int(BigInt(cidr.bits))),
    ),
    member(
      'masked',
      'cidr_masked',
      [type],
      type,
      ofObject(CIDRObject, (values, { cidr }) => values.object(new CIDRObject(masked(cidr)))),
    ),
  ],
}
