import { isIP } from '../../model/go/netip.ts'

/** Upstream: strfmt.isIPv4. A mapped address (`::ffff:1.2.3.4`) passes, for it has a dot. */
export function isIPv4(text: string): boolean {
  return text.includes('.') && isSloppyIP(text)
}

/** Upstream: govalidator.IsIPv6, which is today's net.ParseIP: no leading zeros in a dotted part, no zone. */
export function isIPv6(text: string): boolean {
  return text.includes(':') && isIP(text)
}

/** An address, a slash, a prefix length. Upstream: utils/net.ParseCIDRSloppy. */
export function isCIDR(text: string): boolean {
  const slash = text.indexOf('/')
  if (slash < 0) return false
  const address = text.slice(0, slash)
  const bits = number(text.slice(slash + 1))
  if (bits === undefined) return false
  return isSloppyIPv4(address) ? bits <= 32 : isSloppyIPv6(address) && bits <= 128
}

/**
 * What net.ParseIP took before Go 1.17, leading zeros included.
 * Upstream: utils/internal/third_party/forked/golang/net/ip.go.
 */
function isSloppyIP(text: string): boolean {
  const kind = /[.:]/.exec(text)?.[0]
  return kind === '.' ? isSloppyIPv4(text) : kind === ':' && isSloppyIPv6(text)
}

function isSloppyIPv4(text: string): boolean {
  const parts = text.split('.', 5)
  return parts.length === 4 && parts.every((part) => (number(part) ?? 256) <= 255)
}

/** Upstream gives up at 2^24-1; leading zeros are free. */
function number(digits: string): number | undefined {
  if (!/^[0-9]+$/.test(digits)) return undefined
  const value = Number(digits)
  return value < 0xffffff ? value : undefined
}

function isSloppyIPv6(text: string): boolean {
  let rest = text
  let ellipsis = false
  if (rest.startsWith('::')) {
    ellipsis = true
    rest = rest.slice(2)
    if (rest === '') return true
  }
  let length = 0
  while (length < 16) {
    // Zeros in front are free here as well.
    const group = /^0*([0-9a-fA-F]*)/.exec(rest)!
    if (group[0] === '' || group[1]!.length > 4) return false
    if (rest[group[0].length] === '.') {
      if ((!ellipsis && length !== 12) || length > 12 || !isSloppyIPv4(rest)) return false
      rest = ''
      length += 4
      break
    }
    length += 2
    rest = rest.slice(group[0].length)
    if (rest === '') break
    if (rest[0] !== ':' || rest.length === 1) return false
    rest = rest.slice(1)
    if (rest[0] === ':') {
      if (ellipsis) return false
      ellipsis = true
      rest = rest.slice(1)
      if (rest === '') break
    }
  }
  return rest === '' && length < 16 === ellipsis
}
