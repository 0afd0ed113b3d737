import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'

/** What the server answered. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as JSON; undefined when it is not JSON. Integers beyond 2^53 lose digits: see `text`. */
  json: unknown
  /** The texts of the Warning headers. */
  warnings: string[]
}

/** Talks JSON with an API server over connections that stay open. */
export class Client {
  readonly #url: string
  readonly #token: string
  readonly #agent: Agent

  constructor(server: { url: string; token: string; ca: string }, maxSockets = 16) {
    this.#url = server.url
    this.#token = server.token
    this.#agent = new Agent({ keepAlive: true, maxSockets, ca: server.ca })
  }

  /**
   * @param path with its query, e.g. `/api/v1/namespaces?limit=1`
   * @param body a string goes as it is, anything else as JSON
   * @param headers a PATCH needs its `content-type`; the default is JSON
   * @throws when there is no answer; any status is an answer
   */
  request(method: string, path: string, body?: unknown, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
    const all: OutgoingHttpHeaders = { authorization: `Bearer ${this.#token}`, accept: 'application/json', ...headers }
    if (sent !== undefined) {
      all['content-type'] ??= 'application/json'
      all['content-length'] = Buffer.byteLength(sent)
    }
    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        new URL(path, this.#url),
        { method, headers: all, agent: this.#agent },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8')
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              text,
              json: parse(text),
              warnings: (response.headersDistinct.warning ?? []).flatMap(warningTexts),
            })
          })
        },
      )
      request.on('error', reject)
      request.end(sent)
    })
  }

  /** Closes the connections. */
  close(): void {
    this.#agent.destroy()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The texts of one Warning header (RFC 7234): `299 agent "text"`, several separated by commas. */
export function warningTexts(header: string): string[] {
  const texts = header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"(?: "[^"]*")?/gs)
  return Array.from(texts, ([, text]) => Buffer.from(text!.replace(/\\(.)/gs, '$1'), 'latin1').toString('utf8'))
}
