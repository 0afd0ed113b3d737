import { formatUser, parseRequestURI, parseURL, type URLParts } from '../../../model/go/url.ts'
import { fromByteString, toByteString } from '../../../model/go/utf8.ts'

/** A URL as the CEL library holds it. */
export interface CelURL {
  parts: URLParts
  /** The URL printed again: what equality compares. */
  text: string
}

/**
 * Upstream: apiserver/pkg/cel/library/urls.go stringToUrl: absolute, or an absolute path.
 * @returns the URL, or Go's error text
 */
export function toURL(text: string): CelURL | string {
  const refused = parseRequestURI(text)
  if (typeof refused === 'string') return refused
  const parts = parseURL(text)
  return typeof parts === 'string' ? parts : { parts, text: format(parts, text) }
}

/** Host without port and without the brackets of an IPv6 address. */
export function hostname(url: CelURL): string {
  const [host] = splitPort(url.parts.host)
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
}

/** '' without one. */
export function port(url: CelURL): string {
  return splitPort(url.parts.host)[1]
}

function splitPort(host: string): [string, string] {
  const match = /^(.*):([0-9]*)$/s.exec(host)
  return match ? [match[1]!, match[2]!] : [host, '']
}

const maxParameters = 10_000

/** Upstream: net/url Query. Parameters that are not well formed are left out; of too many none is read. */
export function query(url: CelURL): Map<string, string[]> {
  const out = new Map<string, string[]>()
  const pairs = url.parts.query.split('&')
  if (pairs.length > maxParameters) return out
  for (const pair of pairs) {
    if (pair === '' || pair.includes(';')) continue
    const equals = pair.indexOf('=')
    const key = decode(equals < 0 ? pair : pair.slice(0, equals))
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1))
    if (key === undefined || value === undefined) continue
    const values = out.get(key)
    if (values) values.push(value)
    else out.set(key, [value])
  }
  return out
}

/** Undefined when an escape is malformed. */
function decode(text: string): string | undefined {
  const plain = text.replaceAll('+', ' ')
  if (!plain.includes('%')) return plain
  if (/%(?![0-9a-fA-F]{2})/.test(plain)) return undefined
  return fromByteString(
    toByteString(plain).replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  )
}

/** Go's URL.String. */
function format(url: URLParts & { fragment: string }, source: string): string {
  let out = url.scheme === '' ? '' : `${url.scheme}:`
  if (url.opaque !== '') out += url.opaque
  else {
    const bare = url.omitHost && url.host === '' && !url.user
    if ((url.scheme !== '' || url.host !== '' || url.user) && !bare) {
      if (url.host !== '' || url.escapedPath !== '' || url.user) out += '//'
      if (url.user) out += `${formatUser(url.user)}@`
      out += encode(url.host, /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/)
    }
    out += url.escapedPath
  }
  if (url.forceQuery || url.query !== '') out += `?${url.query}`
  if (url.fragment !== '') {
    const raw = source.slice(source.indexOf('#') + 1)
    const valid = /^[A-Za-z0-9\-_.~$&+,/:;=?@!'()*[\]%]*$/.test(raw)
    out += `#${valid ? raw : encode(url.fragment, /[A-Za-z0-9\-_.~$&+,/:;=?@!()*]/)}`
  }
  return out
}

function encode(text: string, plain: RegExp): string {
  let out = ''
  for (const byte of toByteString(text)) {
    out += plain.test(byte) ? byte : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  }
  return out
}
