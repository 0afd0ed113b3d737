import type { LibraryObject } from './overload.ts'
import { type CIDR, formatCIDR, sameCIDR } from './values/cidr.ts'
import { formatIP, sameBytes } from './values/ip.ts'
import type { NamedFormat } from './values/named-format.ts'
import type { Quantity } from './values/quantity.ts'
import { compareSemver, formatSemver, type Semver } from './values/semver.ts'
import type { CelURL } from './values/url.ts'

// The type names of upstream: apiserver/pkg/cel/{url,quantity,ip,cidr,format,semver}.go.

export class URLObject implements LibraryObject {
  readonly typeName = 'kubernetes.URL'
  readonly url: CelURL
  constructor(url: CelURL) {
    this.url = url
  }
  get shown(): string {
    return `(*url.URL)${this.url.text}`
  }
  equals(other: LibraryObject): boolean | undefined {
    return other instanceof URLObject ? this.url.text === other.url.text : undefined
  }
}

export class QuantityObject implements LibraryObject {
  readonly typeName = 'kubernetes.Quantity'
  readonly quantity: Quantity
  readonly #text: string
  /** @param text as it was written */
  constructor(quantity: Quantity, text = '') {
    this.quantity = quantity
    this.#text = text
  }
  get shown(): string {
    return `(*resource.Quantity)${this.#text}`
  }
  get isPointer(): boolean {
    return this.quantity.computed
  }
  /** Sums and differences are not accepted on the right: upstream hands out pointers for them, and looks for values. */
  equals(other: LibraryObject): boolean | undefined {
    if (!(other instanceof QuantityObject) || other.quantity.computed) return undefined
    return this.quantity.compare(other.quantity) === 0
  }
}

export class IPObject implements LibraryObject {
  readonly typeName = 'net.IP'
  readonly bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
  get shown(): string {
    return `(netip.Addr)${formatIP(this.bytes)}`
  }
  get size(): number {
    return this.bytes.length
  }
  equals(other: LibraryObject): boolean | undefined {
    return other instanceof IPObject ? sameBytes(this.bytes, other.bytes) : undefined
  }
}

export class CIDRObject implements LibraryObject {
  readonly typeName = 'net.CIDR'
  readonly cidr: CIDR
  constructor(cidr: CIDR) {
    this.cidr = cidr
  }
  get shown(): string {
    return `(netip.Prefix)${formatCIDR(this.cidr)}`
  }
  get size(): number {
    return Math.ceil(this.cidr.bits / 8)
  }
  equals(other: LibraryObject): boolean | undefined {
    return other instanceof CIDRObject ? sameCIDR(this.cidr, other.cidr) : undefined
  }
}

export class SemverObject implements LibraryObject {
  readonly typeName = 'kubernetes.Semver'
  readonly version: Semver
  constructor(version: Semver) {
    this.version = version
  }
  get shown(): string {
    return `(semver.Version)${formatSemver(this.version)}`
  }
  equals(other: LibraryObject): boolean | undefined {
    return other instanceof SemverObject ? compareSemver(this.version, other.version) === 0 : undefined
  }
}

export class FormatObject implements LibraryObject {
  readonly typeName = 'kubernetes.NamedFormat'
  readonly format: NamedFormat
  constructor(format: NamedFormat) {
    this.format = format
  }
  equals(other: LibraryObject): boolean | undefined {
    return other instanceof FormatObject ? this.format.name === other.format.name : undefined
  }
}
