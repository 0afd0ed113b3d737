import { Failure, ofObject, ofString, toBool, toObject } from './binding.ts'
import { IPObject } from './objects.ts'
import { global, type Library, member } from './overload.ts'
import {
  formatIP,
  isGlobalUnicast,
  isLinkLocalMulticast,
  isLinkLocalUnicast,
  isLoopback,
  isUnspecified,
  parseIP,
} from './values/ip.ts'

const type = 'net.IP'

/** Upstream's stringToIP. */
export function toIP(text: string): IPObject | Failure {
  const ip = parseIP(text)
  return typeof ip === 'string' ? new Failure(ip) : new IPObject(ip)
}

const question = (name: string, id: string, ask: (ip: Uint8Array) => boolean) =>
  member(
    name,
    id,
    [type],
    'bool',
    ofObject(IPObject, (values, { bytes }) => values.bool(ask(bytes))),
  )

/** Upstream: apiserver/pkg/cel/library/ip.go. */
export const ips: Library = {
  name: 'kubernetes.net.ip',
  since: 30,
  types: [type],
  overloads: [
    global('ip', 'string_to_ip', ['string'], type, ofString(toIP, toObject)),
    global(
      'isIP',
      'is_ip',
      ['string'],
      'bool',
      ofString((text) => toIP(text) instanceof IPObject, toBool),
    ),
    global(
      'ip.isCanonical',
      'ip_is_canonical',
      ['string'],
      'bool',
      ofString((text) => {
        const ip = toIP(text)
        return ip instanceof Failure ? ip : formatIP(ip.bytes) === text
      }, toBool),
    ),
    global(
      'string',
      'ip_to_string',
      [type],
      'string',
      ofObject(IPObject, (values, { bytes }) => values.string(formatIP(bytes))),
    ),
    member(
      'family',
      'ip_family',
      [type],
      'int',
      ofObject(IPObject, (values, { bytes }) => values.int(bytes.length === 4 ? 4n : 6n)),
    ),
    question('isUnspecified', 'ip_is_unspecified', isUnspecified),
    question('isLoopback', 'ip_is_loopback', isLoopback),
    question('isLinkLocalMulticast', 'ip_is_link_local_multicast', isLinkLocalMulticast),
    question('isLinkLocalUnicast', 'ip_is_link_local_unicast', isLinkLocalUnicast),
    question('isGlobalUnicast', 'ip_is_global_unicast', isGlobalUnicast),
  ],
}
