import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'
import tls, { type ConnectionOptions } from 'node:tls'
import { tunnel } from './tunnel.ts'

/** How many connections there may be at once; a watch holds one. */
const maxSockets = 16

/**
 * Connections to one server that stay open between requests. All requests go through it, whatever is in between.
 * @param options undefined for a server without TLS
 */
export function agentFor(server: URL, options: ConnectionOptions | undefined, proxy: URL | undefined): http.Agent {
  const common = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets }
  if (!options)
    return proxy && !isHttp(proxy) ? new Tunnelled(common, server, proxy, undefined) : new http.Agent(common)
  return proxy ? new Tunnelled(common, server, proxy, options) : new https.Agent({ ...common, ...options })
}

/** Of a server without TLS, an HTTP proxy is sent the whole URL. */
export function isHttp(proxy: URL): boolean {
  return proxy.protocol === 'http:' || proxy.protocol === 'https:'
}

/** Its connections go through a proxy, which sees bytes only. */
class Tunnelled extends https.Agent {
  readonly #server: URL
  readonly #proxy: URL
  readonly #options: ConnectionOptions | undefined

  constructor(common: http.AgentOptions, server: URL, proxy: URL, options: ConnectionOptions | undefined) {
    super({ ...common, ...options })
    // Else it takes requests to servers with TLS only.
    Object.assign(this, { protocol: server.protocol, defaultPort: server.protocol === 'https:' ? 443 : 80 })
    this.#server = server
    this.#proxy = proxy
    this.#options = options
  }

  override createConnection(
    _: http.ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const done = callback as (error: Error | null, stream?: Duplex) => void
    tunnel(this.#proxy, this.#server, this.#options).then((socket) => {
      if (!this.#options) return done(null, socket)
      const host = this.#server.hostname.replace(/^\[|\]$/g, '')
      // The socket's own events tell the request what becomes of the handshake.
      return done(null, tls.connect({ servername: serverName(host), host, ...this.#options, socket }))
    }, done)
    return undefined
  }
}

function serverName(host: string): string {
  return /^[\d.]+$|:/.test(host) ? '' : host
}
