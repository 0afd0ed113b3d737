import { type Addr, parseAddr } from '../../../model/go/netip.ts'
import { quote } from '../../../model/go/quote.ts'

/**
 * An address without zone, not an IPv4-mapped one: what the CEL library accepts.
 * Upstream: apiserver/pkg/cel/library/ip.go parseIPAddr.
 * @returns 4 or 16 bytes, or upstream's error text
 */
export function parseIP(text: string): Uint8Array | string {
  const addr = parseAddr(text)
  if (typeof addr === 'string') return `IP Address ${quote(text)} parse error during conversion from string: ${addr}`
  if (addr.zone !== '') return `IP address ${quote(text)} with zone value is not allowed`
  return isMapped(addr) ? `IPv4-mapped IPv6 address ${quote(text)} is not allowed` : addr.bytes
}

export function isMapped({ bytes }: Addr): boolean {
  return (
    bytes.length === 16 && bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  )
}

/** The canonical form, that of RFC 5952. */
export function formatIP(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[2 * i]! << 8) | bytes[2 * i + 1]!)
  let [start, end] = [8, 8]
  for (let i = 0; i < 8; i++) {
    let j = i
    while (j < 8 && groups[j] === 0) j++
    if (j - i >= 2 && j - i > end - start) [start, end] = [i, j]
  }
  const hex = (list: number[]) => list.map((group) => group.toString(16)).join(':')
  return start === 8 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(end))}`
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

export function isUnspecified(ip: Uint8Array): boolean {
  return ip.every((byte) => byte === 0)
}

export function isLoopback(ip: Uint8Array): boolean {
  return ip.length === 4 ? ip[0] === 127 : isUnspecified(ip.subarray(0, 15)) && ip[15] === 1
}

export function isLinkLocalMulticast(ip: Uint8Array): boolean {
  if (ip.length === 4) return ip[0] === 224 && ip[1] === 0 && ip[2] === 0
  return ip[0] === 0xff && (ip[1]! & 0x0f) === 2
}

export function isLinkLocalUnicast(ip: Uint8Array): boolean {
  if (ip.length === 4) return ip[0] === 169 && ip[1] === 254
  return ip[0] === 0xfe && (ip[1]! & 0xc0) === 0x80
}

/** Neither unspecified, loopback, multicast, link-local nor broadcast; private addresses are global in this sense. */
export function isGlobalUnicast(ip: Uint8Array): boolean {
  if (ip.length === 4 && ip.every((byte) => byte === 255)) return false
  const multicast = ip.length === 4 ? (ip[0]! & 0xf0) === 0xe0 : ip[0] === 0xff
  return !isUnspecified(ip) && !isLoopback(ip) && !multicast && !isLinkLocalUnicast(ip)
}
