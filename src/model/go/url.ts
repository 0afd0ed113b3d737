import { parseAddr } from './netip.ts'
import { quote } from './quote.ts'
import { fromByteString, toByteString } from './utf8.ts'

/** Where in a URL a text stands; what must be escaped depends on it. */
type Part = 'path' | 'host' | 'zone' | 'user' | 'fragment'

/** A URL as Go's net/url.URL keeps it; texts are decoded as far as Go decodes them. */
export interface URLParts {
  scheme: string
  opaque: string
  /** Undefined without `user@`. */
  user: { name: string; password: string | undefined } | undefined
  /** With the port, if any. */
  host: string
  /** The path as EscapedPath gives it. */
  escapedPath: string
  query: string
  /** A `?` with nothing behind it. */
  forceQuery: boolean
  /** No `//`, though there is a scheme and a path. */
  omitHost: boolean
}

class Refusal extends Error {}

/**
 * Go's url.ParseRequestURI (Go 1.26): an absolute URL or an absolute path; `#` is nothing special.
 * @returns the parts, or Go's error text
 */
export function parseRequestURI(text: string): URLParts | string {
  try {
    return parse(toByteString(text))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `parse ${quote(text)}: ${fromByteString(error.message)}`
  }
}

/**
 * Go's url.Parse: any reference, with its fragment (decoded).
 * @returns the parts, or Go's error text
 */
export function parseURL(text: string): (URLParts & { fragment: string }) | string {
  const bytes = toByteString(text)
  const mark = bytes.indexOf('#')
  const before = mark < 0 ? bytes : bytes.slice(0, mark)
  let whole = before
  try {
    const url = parse(before, true)
    whole = bytes
    return { ...url, fragment: mark < 0 ? '' : fromByteString(decode(bytes.slice(mark + 1), 'fragment')) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `parse ${quote(fromByteString(whole))}: ${fromByteString(error.message)}`
  }
}

/** `name:password` as Go's Userinfo prints it. */
export function formatUser(user: { name: string; password: string | undefined }): string {
  const name = encode(toByteString(user.name), 'user')
  return user.password === undefined ? name : `${name}:${encode(toByteString(user.password), 'user')}`
}

/** All below works on byte strings (see {@link toByteString}), since Go does. */
function parse(raw: string, reference = false): URLParts {
  if (/[\0-\x1f\x7f]/.test(raw)) throw new Refusal('net/url: invalid control character in URL')
  if (raw === '' && !reference) throw new Refusal('empty url')
  const url: URLParts = {
    scheme: '',
    opaque: '',
    user: undefined,
    host: '',
    escapedPath: '',
    query: '',
    forceQuery: false,
    omitHost: false,
  }
  if (raw === '*') return { ...url, escapedPath: '*' }
  if (raw.startsWith(':')) throw new Refusal('missing protocol scheme')
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(raw)?.[1] ?? ''
  url.scheme = scheme.toLowerCase()
  let rest = scheme === '' ? raw : raw.slice(scheme.length + 1)

  const mark = rest.indexOf('?')
  if (mark >= 0) {
    url.forceQuery = mark === rest.length - 1
    url.query = fromByteString(rest.slice(mark + 1))
    rest = rest.slice(0, mark)
  }
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...url, opaque: fromByteString(rest) }
    if (!reference) throw new Refusal('invalid URI for request')
    if (/^[^/]*:/.test(rest)) throw new Refusal('first path segment in URL cannot contain colon')
  }
  if ((scheme !== '' || (reference && !rest.startsWith('///'))) && rest.startsWith('//')) {
    const slash = rest.indexOf('/', 2)
    const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash)
    rest = slash < 0 ? '' : rest.slice(slash)
    const at = authority.lastIndexOf('@')
    url.host = fromByteString(parseHost(url.scheme, authority.slice(at + 1)))
    if (at >= 0) url.user = parseUser(authority.slice(0, at))
  } else url.omitHost = scheme !== '' && rest.startsWith('/')
  url.escapedPath = fromByteString(escapedPath(rest))
  return url
}

function parseUser(text: string): { name: string; password: string | undefined } {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) throw new Refusal('net/url: invalid userinfo')
  const colon = text.indexOf(':')
  if (colon < 0) return { name: fromByteString(decode(text, 'user')), password: undefined }
  const name = decode(text.slice(0, colon), 'user')
  const password = decode(text.slice(colon + 1), 'user')
  return { name: fromByteString(name), password: fromByteString(password) }
}

function parseHost(scheme: string, host: string): string {
  const open = host.lastIndexOf('[')
  if (open > 0) throw new Refusal('invalid IP-literal')
  if (open === 0) return parseLiteral(host)
  let colon = host.indexOf(':')
  if (colon >= 0) {
    // Databases list several hosts in one URL, each with a port; only http and https are strict.
    if (scheme !== 'http' && scheme !== 'https') colon = host.lastIndexOf(':')
    checkPort(host.slice(colon))
  }
  return decode(host, 'host')
}

/** `[fe80::1%25en0]:80`. */
function parseLiteral(host: string): string {
  const close = host.lastIndexOf(']')
  if (close < 0) throw new Refusal("missing ']' in host")
  const port = host.slice(close + 1)
  checkPort(port)
  const name = host.slice(1, close)
  const zone = name.indexOf('%25')
  const plain = zone < 0 ? decode(name, 'host') : decode(name.slice(0, zone), 'host') + decode(name.slice(zone), 'zone')
  const addr = parseAddr(fromByteString(plain))
  if (typeof addr === 'string') throw new Refusal(`invalid host: ${toByteString(addr)}`)
  if (addr.bytes.length === 4) throw new Refusal('invalid IP-literal')
  return `[${plain}]${port}`
}

function checkPort(port: string): void {
  if (port === '' || /^:[0-9]*$/.test(port)) return
  throw new Refusal(`invalid port ${toByteString(quote(fromByteString(port)))} after host`)
}

const unreserved = 'A-Za-z0-9\\-_.~'
/** What need not be escaped in each part. */
const allowed: Record<Part, RegExp> = {
  path: new RegExp(`[${unreserved}$&+,/:;=@]`),
  host: new RegExp(`[${unreserved}!$&'()*+,;=:[\\]<>"]`),
  zone: new RegExp(`[${unreserved}!$&'()*+,;=:[\\]<>"]`),
  user: new RegExp(`[${unreserved}$&+,;=]`),
  fragment: new RegExp(`[${unreserved}$&+,/:;=?@!()*]`),
}

function decode(text: string, part: Part): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (char === '%') {
      const hex = text.slice(i + 1, i + 3)
      const written = text.slice(i, i + 3)
      if (!/^[0-9a-fA-F]{2}$/.test(hex))
        throw new Refusal(`invalid URL escape ${toByteString(quote(fromByteString(written)))}`)
      const byte = Number.parseInt(hex, 16)
      const decoded = String.fromCharCode(byte)
      const refused =
        written !== '%25' &&
        ((part === 'host' && byte < 0x80) || (part === 'zone' && decoded !== ' ' && !allowed.host.test(decoded)))
      if (refused) throw new Refusal(`invalid URL escape ${quote(written)}`)
      out += decoded
      i += 2
    } else {
      if ((part === 'host' || part === 'zone') && char < '\x80' && !allowed[part].test(char)) {
        throw new Refusal(`invalid character ${quote(char)} in host name`)
      }
      out += char
    }
  }
  return out
}

function encode(text: string, part: Part): string {
  let out = ''
  for (const char of text) {
    out += allowed[part].test(char) ? char : `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  }
  return out
}

/** The path as written, if it is validly escaped, else as Go would escape it. */
function escapedPath(raw: string): string {
  const path = decode(raw, 'path')
  if (/^[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]%]*$/.test(raw)) return raw
  return path === '*' ? '*' : encode(path, 'path')
}
