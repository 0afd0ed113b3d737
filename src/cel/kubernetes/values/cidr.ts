import { parseAddr } from '../../../model/go/netip.ts'
import { quote } from '../../../model/go/quote.ts'
import { formatIP, isMapped, sameBytes } from './ip.ts'

/** An address and how many of its bits name the network. Bits beyond may be set. */
export interface CIDR {
  address: Uint8Array
  bits: number
}

/**
 * Upstream: apiserver/pkg/cel/library/cidr.go parseCIDR, Go's netip.ParsePrefix.
 * @returns the prefix, or upstream's error text
 */
export function parseCIDR(text: string): CIDR | string {
  const refuse = (why: string) =>
    `network address parse error during conversion from string: netip.ParsePrefix(${quote(text)}): ${why}`
  const slash = text.lastIndexOf('/')
  if (slash < 0) return refuse("no '/'")
  const addr = parseAddr(text.slice(0, slash))
  if (typeof addr === 'string') return refuse(addr)
  if (addr.zone !== '') return refuse('IPv6 zones cannot be present in a prefix')
  const digits = text.slice(slash + 1)
  // Numbers beyond int64 are no numbers; all others are merely too large.
  if (!/^(?:[0-9]|[1-9][0-9]+)$/.test(digits) || BigInt(digits.slice(0, 20)) >= 2n ** 63n) {
    // A sign alone before one digit cannot pass either: it is two characters and begins with no digit.
    return refuse(`bad bits after slash: ${quote(digits)}`)
  }
  const bits = Number(digits)
  if (bits > addr.bytes.length * 8) return refuse('prefix length out of range')
  return isMapped(addr) ? `IPv4-mapped IPv6 address ${quote(text)} is not allowed` : { address: addr.bytes, bits }
}

export function formatCIDR({ address, bits }: CIDR): string {
  return `${formatIP(address)}/${bits}`
}

/** The same network with all other bits cleared. */
export function masked({ address, bits }: CIDR): CIDR {
  return { address: mask(address, bits), bits }
}

export function containsIP({ address, bits }: CIDR, ip: Uint8Array): boolean {
  return address.length === ip.length && sameBytes(mask(address, bits), mask(ip, bits))
}

export function containsCIDR(outer: CIDR, inner: CIDR): boolean {
  return outer.bits <= inner.bits && containsIP(outer, inner.address)
}

export function sameCIDR(a: CIDR, b: CIDR): boolean {
  return a.bits === b.bits && sameBytes(a.address, b.address)
}

function mask(address: Uint8Array, bits: number): Uint8Array {
  return address.map((byte, i) => {
    const kept = Math.min(8, Math.max(0, bits - 8 * i))
    return byte & (0xff << (8 - kept))
  })
}
