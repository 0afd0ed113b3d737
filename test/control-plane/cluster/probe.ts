import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { certificate } from '../../cluster/certificates.ts'

/** What a server saw of a request: which way it came, and who asked. */
export interface Seen {
  tls: boolean
  path: string
  authorization: string | undefined
  impersonation: Record<string, string>
  zipped: boolean
  /** The name that the client asked for. */
  servername: string | undefined
  /** The common name of the client's certificate. */
  client: string | undefined
}

/** Two servers that answer everything, with TLS and without, and note what they were asked. */
export interface Probe {
  /** `https://127.0.0.1:PORT` */
  url: string
  plainUrl: string
  ca: string
  /** For clients; its certificates are trusted. */
  issuer: { name: string; cert: string; key: string }
  /** What was asked since the last call. */
  seen(): Seen[]
  close(): void
}

export async function openProbe(): Promise<Probe> {
  const issuer = { name: 'probe-ca', ...certificate({ name: 'probe-ca' }) }
  const own = certificate({ name: 'probe', ips: ['127.0.0.1'], dns: ['probe.example'], issuer })
  const seen: Seen[] = []
  const listener: http.RequestListener = ({ headers, url = '', socket }, response) => {
    const secure = 'encrypted' in socket ? (socket as TLSSocket & { servername?: string | false }) : undefined
    const impersonation = Object.entries(headers).filter(([key]) => key.startsWith('impersonate-'))
    seen.push({
      tls: secure !== undefined,
      path: url,
      authorization: headers.authorization,
      impersonation: Object.fromEntries(impersonation.map(([key, value]) => [key, String(value)])),
      zipped: headers['accept-encoding'] === 'gzip',
      servername: secure?.servername || undefined,
      client: [secure?.getPeerCertificate().subject?.CN].flat()[0],
    })
    response.setHeader('content-type', 'application/json').end('{}')
  }
  const secure = https.createServer({ ...own, ca: issuer.cert, requestCert: true, rejectUnauthorized: false }, listener)
  const plain = http.createServer(listener)
  const port = (server: http.Server | https.Server) =>
    new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    )
  return {
    url: `https://127.0.0.1:${await port(secure)}`,
    plainUrl: `http://127.0.0.1:${await port(plain)}`,
    ca: issuer.cert,
    issuer,
    seen: () => seen.splice(0),
    close: () => {
      for (const server of [secure, plain]) server.closeAllConnections()
      for (const server of [secure, plain]) server.close()
    },
  }
}
