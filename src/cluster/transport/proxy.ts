import { BlockList, isIP } from 'node:net'
import type { Env } from '../surroundings.ts'

/**
 * The proxy for a server; undefined for none. That of the kubeconfig is for all; that of the environment is not for this machine
 * itself nor for what NO_PROXY names.
 * Upstream: golang.org/x/net/http/httpproxy.
 */
export function proxyFor(server: URL, configured: string | undefined, env: Env): URL | undefined {
  if (configured !== undefined) return URL.parse(configured) ?? undefined
  const any = (...names: string[]) => names.map((name) => env[name]).find((value) => value) ?? ''
  const proxy = server.protocol === 'https:' ? any('HTTPS_PROXY', 'https_proxy') : any('HTTP_PROXY', 'http_proxy')
  if (proxy === '' || !usesProxy(server, any('NO_PROXY', 'no_proxy'))) return undefined
  return URL.parse(/^[a-z][a-z0-9+.-]*:\/\/./i.test(proxy) ? proxy : `http://${proxy}`) ?? undefined
}

function usesProxy(server: URL, exceptions: string): boolean {
  const host = server.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const port = server.port || (server.protocol === 'https:' ? '443' : '80')
  if (host === 'localhost' || isLoopback(host)) return false
  return !exceptions.split(',').some((entry) => excepts(entry.trim().toLowerCase(), host, port))
}

function excepts(entry: string, host: string, port: string): boolean {
  if (entry === '') return false
  if (entry === '*') return true
  const [, prefix, bits] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? []
  if (prefix !== undefined && isIP(prefix)) return isIP(host) !== 0 && inNetwork(host, prefix, Number(bits))
  const [, bracketed, plain, onlyPort] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\w+))?$/.exec(entry) ?? [
    undefined,
    undefined,
    entry,
  ]
  const name = bracketed ?? plain ?? ''
  if (name === '' || (onlyPort !== undefined && onlyPort !== port)) return false
  if (isIP(name)) return isIP(host) !== 0 && inNetwork(host, name, 128)
  if (isIP(host)) return false
  const domain = name.startsWith('*.') ? name.slice(1) : name
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`)
}

function isLoopback(host: string): boolean {
  return isIP(host) !== 0 && (inNetwork(host, '127.0.0.0', 8) || inNetwork(host, '::1', 128))
}

function inNetwork(host: string, network: string, bits: number): boolean {
  const family = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6')
  const list = new BlockList()
  list.addSubnet(network, Math.min(bits, isIP(network) === 4 ? 32 : 128), family(network))
  return list.check(host, family(host))
}
