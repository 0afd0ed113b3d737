import type http from 'node:http'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { ClusterError } from '../../model/cluster-error.ts'
import { credentialsOf } from '../credentials/credentials.ts'
import type { Credentials } from '../credentials/types.ts'
import type { Access } from '../kubeconfig/access.ts'
import { goDuration } from '../kubeconfig/timeout.ts'
import type { Surroundings } from '../surroundings.ts'
import { agentFor, isHttp } from './agent.ts'
import type { Answer, Asked } from './answer.ts'
import { connectionError, NoConnection } from './connection-error.ts'
import { logLevel, RequestLog } from './log.ts'
import { proxyFor } from './proxy.ts'
import { readText } from './read-text.ts'
import { type Opened, send } from './send.ts'
import { tlsOptions } from './tls-options.ts'
import { warningTexts } from './warnings.ts'

/** Milliseconds for a whole request when nobody says otherwise: API servers give up after 60 s themselves. */
const defaultTimeout = 65_000
const maxRetries = 5
/** Longer than this no server is waited for. */
const maxWait = 30_000

/**
 * Talks to one API server, over connections that stay open, and hands out the very text of its answers. Credentials are
 * renewed once when the server answers 401; when it says how long to wait (429, 5xx with Retry-After), what can be asked
 * again is. Everything throws {@link ClusterError} when there is no answer.
 */
export class Transport {
  readonly access: Access
  readonly log: RequestLog
  readonly #around: Surroundings
  readonly #proxy: URL | undefined
  #credentials: Promise<Credentials> | undefined
  #agent: Promise<http.Agent> | undefined

  constructor(access: Access, around: Surroundings, v: string | undefined) {
    this.access = access
    this.log = new RequestLog(logLevel(v), around.err)
    this.#around = around
    this.#proxy = proxyFor(access.server, access.cluster.proxyUrl, around.env)
  }

  /** Asks, and reads the whole answer. */
  async request(asked: Asked): Promise<Answer> {
    const timeout = this.access.timeout || asked.timeout || defaultTimeout
    const { response, finish } = await this.#ask(this.access.timeout > 0 ? limited(asked, timeout) : asked, timeout)
    try {
      const text = await readText(response)
      const { statusCode: status = 0, headers, headersDistinct } = response
      return { status, headers, text, warnings: warningTexts(headersDistinct.warning ?? []) }
    } catch (error) {
      throw error instanceof ClusterError ? error : this.#failed(error)
    } finally {
      finish()
    }
  }

  /** Asks for an answer without end, and hands it out as it comes. Its end is to be read, or it is to be destroyed. */
  async open(asked: Asked): Promise<{ status: number; body: Readable }> {
    const { response } = await this.#ask({ ...asked, headers: { 'Accept-Encoding': 'identity' } }, 0)
    return { status: response.statusCode ?? 0, body: response }
  }

  /** What to do when the server does not know who asks. */
  async unknownUserHint(): Promise<string> {
    return (await this.#identity()).hint
  }

  /** Closes the connections. */
  close(): void {
    this.#agent?.then(
      (agent) => agent.destroy(),
      () => {},
    )
  }

  async #ask(asked: Asked, timeout: number): Promise<Opened> {
    let renewed = false
    let resets = 0
    for (let attempt = 0; ; attempt++) {
      const again = asked.idempotent ?? (asked.method ?? 'GET') === 'GET'
      let opened: Opened & { authorization: string | undefined }
      try {
        opened = await this.#once(asked, timeout)
      } catch (error) {
        // A connection that was kept open may have been closed by the server in the very moment.
        if (again && error instanceof NoConnection && error.isReset && resets++ < 1) continue
        throw error
      }
      const { response } = opened
      const status = response.statusCode ?? 0
      if (status === 401 && !renewed) {
        renewed = true
        if (await this.#renew(opened.authorization)) {
          discard(opened)
          continue
        }
      }
      const wait = retryAfter(response)
      if (!again || wait === undefined || attempt >= maxRetries) return opened
      discard(opened)
      this.log.note(4, `"Got a Retry-After response" delay="${wait}ms" attempt=${attempt + 1} path="${asked.path}"`)
      await sleep(wait, undefined, { ...(asked.signal && { signal: asked.signal }) })
    }
  }

  async #once(asked: Asked, timeout: number): Promise<Opened & { authorization: string | undefined }> {
    const credentials = await this.#identity()
    const authorization = await credentials.authorization()
    const agent = await this.#connections()
    const { server } = this.access
    const url = new URL(server.pathname.replace(/\/$/, '') + asked.path, server)
    const headers: OutgoingHttpHeaders = {
      'User-Agent': this.#around.userAgent,
      Accept: asked.accept ?? 'application/json',
      ...(!this.access.cluster.disableCompression && { 'Accept-Encoding': 'gzip' }),
      ...(authorization !== undefined && { Authorization: authorization }),
      ...credentials.headers,
      ...(asked.body !== undefined && {
        'Content-Type': asked.contentType ?? 'application/json',
        'Content-Length': Buffer.byteLength(asked.body),
      }),
      ...asked.headers,
    }
    const method = asked.method ?? 'GET'
    const answered = this.log.request({ verb: method, url: shown(url), headers })
    try {
      const opened = await send(this.#target(url, { method, headers, agent }), asked, timeout)
      const { statusCode, statusMessage, headers: said } = opened.response
      answered(`${statusCode} ${statusMessage}`, said)
      return { ...opened, authorization }
    } catch (error) {
      answered('', {})
      throw error instanceof ClusterError || asked.signal?.aborted ? error : this.#failed(error)
    }
  }

  /** To a server without TLS an HTTP proxy takes the whole URL. */
  #target(url: URL, options: http.RequestOptions): http.RequestOptions {
    const proxy = this.#proxy
    if (!proxy || url.protocol === 'https:' || !isHttp(proxy))
      return { ...options, protocol: url.protocol, host: bare(url), port: url.port, path: url.pathname + url.search }
    const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
    const authorization = proxy.username && { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
    const headers = { ...(options.headers as OutgoingHttpHeaders), Host: url.host, ...(authorization || {}) }
    return { ...options, headers, protocol: 'http:', host: bare(proxy), port: proxy.port, path: url.href }
  }

  #identity(): Promise<Credentials> {
    this.#credentials ??= credentialsOf(this.access, this.#around)
    return this.#credentials
  }

  #connections(): Promise<http.Agent> {
    this.#agent ??= this.#makeAgent()
    return this.#agent
  }

  async #makeAgent(): Promise<http.Agent> {
    const { server, cluster } = this.access
    if (server.protocol === 'http:') return agentFor(server, undefined, this.#proxy)
    const credentials = await this.#identity()
    try {
      return agentFor(server, tlsOptions(cluster, await credentials.keyPair()), this.#proxy)
    } catch (error) {
      throw error instanceof ClusterError ? error : this.#failed(error)
    }
  }

  /**
   * Certificates belong to connections, so those are made anew.
   * @param refused what the server did not accept; another request may have renewed it meanwhile
   */
  async #renew(refused: string | undefined): Promise<boolean> {
    const credentials = await this.#identity()
    if (refused !== undefined && (await credentials.authorization()) !== refused) return true
    if (!(await credentials.refresh())) return false
    const old = this.#agent
    this.#agent = undefined
    // Requests that run on the old ones come to their end.
    old?.then(
      (agent) => {
        agent.maxFreeSockets = 0
        for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy()
      },
      () => {},
    )
    return true
  }

  #failed(error: unknown): NoConnection {
    return connectionError(error, this.access)
  }
}

/** Tells the server too how long it may take. */
function limited(asked: Asked, timeout: number): Asked {
  const { path } = asked
  return { ...asked, path: `${path}${path.includes('?') ? '&' : '?'}timeout=${goDuration(timeout)}` }
}

function discard({ response, finish }: Opened): void {
  finish()
  response.resume()
}

/** Upstream: client-go v0.36.3, rest/with_retry.go: only what the server wants to be asked again is. */
function retryAfter({ statusCode = 0, headers }: IncomingMessage): number | undefined {
  if (statusCode !== 429 && statusCode < 500) return undefined
  const seconds = headers['retry-after']
  if (seconds === undefined || !/^\d{1,6}$/.test(seconds)) return undefined
  return Math.min(Number(seconds) * 1000, maxWait)
}

function bare({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** Without a password that stands in it. */
function shown(url: URL): string {
  const copy = new URL(url)
  copy.username = ''
  copy.password = ''
  return copy.href
}
