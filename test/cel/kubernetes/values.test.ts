import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import {
  containsCIDR,
  containsIP,
  formatCIDR,
  masked,
  parseCIDR,
  sameCIDR,
} from '../../../src/cel/kubernetes/values/cidr.ts'
import * as IP from '../../../src/cel/kubernetes/values/ip.ts'
import { namedFormats } from '../../../src/cel/kubernetes/values/named-format.ts'
import { Quantity } from '../../../src/cel/kubernetes/values/quantity.ts'
import { compareSemver, parseSemver } from '../../../src/cel/kubernetes/values/semver.ts'
import { hostname, port, query, toURL } from '../../../src/cel/kubernetes/values/url.ts'
import { formatFloat } from '../../../src/model/go/float.ts'
import { parseRequestURI } from '../../../src/model/go/url.ts'

/**
 * What rules made of texts in the API server's own environment (apiserver v0.36.3): expression, a, b, n, answer.
 * Here the values behind the functions are asked the same.
 */
const recorded = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as {
  expressions: string[]
  answers: [number, string, string, number, { cost: number; value?: unknown; error?: string }][]
}

class Failure extends Error {}

/** The value, or the failure whose text came instead. */
function must<T extends object>(value: T | string, prefix = ''): T {
  if (typeof value === 'string') throw new Failure(prefix + value)
  return value
}

const quantity = (text: string) => must(Quantity.parse(text))
const semver = (text: string, normalize = false) => must(parseSemver(text, normalize))
const ip = (text: string) => must(IP.parseIP(text))
const cidr = (text: string) => must(parseCIDR(text), 'network address parse error during conversion from string: ')
const url = (text: string) => must(toURL(text), 'URL parse error during conversion from string: ')
const integer = (value: Quantity) => {
  const int = value.asInteger()
  if (int === undefined) throw new Failure('cannot convert value to integer')
  return int
}
const double = (value: number) => ({ double: formatFloat(value) })
const list = (items: unknown[]) => ({ list: items.map((item) => (typeof item === 'number' ? String(item) : item)) })

/** int is recorded as its digits. */
const plain = (value: unknown) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : value)

const run: Record<string, (a: string, b: string, n: bigint) => unknown> = {
  'isQuantity(a)': (a) => typeof Quantity.parse(a) !== 'string',
  'sign(quantity(a))': (a) => quantity(a).sign(),
  'quantity(a).isInteger()': (a) => quantity(a).asInteger() !== undefined,
  'quantity(a).asInteger()': (a) => integer(quantity(a)),
  'quantity(a).asApproximateFloat()': (a) => double(quantity(a).asApproximateFloat()),
  'quantity(a).compareTo(quantity(b))': (a, b) => quantity(a).compare(quantity(b)),
  'quantity(a).add(quantity(b)).compareTo(quantity("3"))': (a, b) =>
    quantity(a).add(quantity(b)).compare(quantity('3')),
  'quantity(a).add(quantity(b)).asApproximateFloat()': (a, b) =>
    double(quantity(a).add(quantity(b)).asApproximateFloat()),
  'quantity(a).sub(quantity(b)).asApproximateFloat()': (a, b) =>
    double(quantity(a).subtract(quantity(b)).asApproximateFloat()),
  'quantity(a).add(quantity(b)).isInteger()': (a, b) => quantity(a).add(quantity(b)).asInteger() !== undefined,
  'quantity(a).sub(n).asApproximateFloat()': (a, _, n) =>
    double(quantity(a).subtract(Quantity.of(n)).asApproximateFloat()),
  'quantity(a).add(n).add(n).asInteger()': (a, _, n) => integer(quantity(a).add(Quantity.of(n)).add(Quantity.of(n))),
  '[quantity(a)].map(q, [q.compareTo(quantity(b)), q.isInteger() ? 1 : 0, sign(q.add(quantity("1"))), q.compareTo(quantity(a)), q.sub(quantity(b)).compareTo(q)])[0]':
    (a, b) => {
      const q = quantity(a)
      const compared = q.compare(quantity(b))
      const isInteger = q.asInteger() === undefined ? 0 : 1
      const sum = q.add(quantity('1')).sign()
      return list([compared, isInteger, sum, q.compare(quantity(a)), q.subtract(quantity(b)).compare(q)])
    },
  'isSemver(a)': (a) => typeof parseSemver(a) !== 'string',
  'isSemver(a, true)': (a) => typeof parseSemver(a, true) !== 'string',
  '[semver(a).major(),semver(a).minor(),semver(a).patch()]': (a) => {
    const { major, minor, patch } = semver(a)
    return list([major, minor, patch].map((part) => String(BigInt.asIntN(64, part))))
  },
  'semver(a, true).patch()': (a) => BigInt.asIntN(64, semver(a, true).patch),
  'semver(a).compareTo(semver(b))': (a, b) => compareSemver(semver(a), semver(b)),
  'semver(a, true).compareTo(semver(b, true))': (a, b) => compareSemver(semver(a, true), semver(b, true)),
  'isIP(a)': (a) => typeof IP.parseIP(a) !== 'string',
  'string(ip(a))': (a) => IP.formatIP(ip(a)),
  'ip.isCanonical(a)': (a) => IP.formatIP(ip(a)) === a,
  '[ip(a)].map(i, [i.family() == 4, i.isUnspecified(), i.isLoopback(), i.isLinkLocalMulticast(), i.isLinkLocalUnicast(), i.isGlobalUnicast()])[0]':
    (a) => {
      const at = ip(a)
      const questions = [
        IP.isUnspecified,
        IP.isLoopback,
        IP.isLinkLocalMulticast,
        IP.isLinkLocalUnicast,
        IP.isGlobalUnicast,
      ]
      return list([at.length === 4, ...questions.map((question) => question(at))])
    },
  'isCIDR(a)': (a) => typeof parseCIDR(a) !== 'string',
  '[string(cidr(a)), string(cidr(a).masked()), string(cidr(a).ip()), string(cidr(a).prefixLength())]': (a) => {
    const net = cidr(a)
    return list([formatCIDR(net), formatCIDR(masked(net)), IP.formatIP(net.address), net.bits])
  },
  'cidr(a).containsIP(ip(b))': (a, b) => containsIP(cidr(a), ip(b)),
  'cidr(a).containsCIDR(cidr(b))': (a, b) => containsCIDR(cidr(a), cidr(b)),
  'cidr(a) == cidr(b)': (a, b) => sameCIDR(cidr(a), cidr(b)),
  'isURL(a)': (a) => typeof parseRequestURI(a) !== 'string',
  '[url(a)].map(u, [u.getScheme(),u.getHost(),u.getHostname(),u.getPort(),u.getEscapedPath()])[0]': (a) => {
    const at = url(a)
    return list([at.parts.scheme, at.parts.host, hostname(at), port(at), at.parts.escapedPath])
  },
  'url(a).getQuery()': (a) => ({
    map: [...query(url(a))].sort(([k], [l]) => (k < l ? -1 : 1)).map(([key, values]) => [key, list(values)]),
  }),
  'url(a) == url(b)': (a, b) => url(a).text === url(b).text,
  'url(a) == url(a + b)': (a, b) => url(a).text === url(a + b).text,
}
for (const [name, format] of namedFormats) {
  run[`format.${name}().validate(a)`] = (a) => {
    const errors = format.validate(a)
    return errors.length === 0 ? { none: true } : { some: list(errors) }
  }
}

test.each(recorded.answers)('%j', (index, a, b, n, { value, error }) => {
  const expression = recorded.expressions[index]!
  let got: { value?: unknown; error?: string }
  try {
    got = { value: plain(run[expression]!(a, b, BigInt(n))) }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    got = { error: thrown.message }
  }
  expect([expression, got]).toEqual([expression, error === undefined ? { value } : { error }])
})

test('a number that would take a million digits to write is refused, not written', () => {
  const huge = quantity('1e1000000000')
  expect(huge.compare(quantity('1'))).toBe(1)
  expect(() => huge.add(quantity('1'))).toThrow('too many digits')
})
