import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ClusterFlags } from '../../../src/cluster/cluster-flags.ts'
import { connect } from '../../../src/cluster/connect.ts'
import type { Transport } from '../../../src/cluster/transport/transport.ts'
import { surroundings } from '../surroundings.ts'

/** A server of a test, and a transport to it; `said` is what went to standard error. */
export interface Served {
  transport: Transport
  said: string[]
  /** Connections that were made. */
  connections(): number
  close(): void
}

/** @param answer gets the number of the request, from 1 */
export async function served(
  answer: (n: number, request: http.IncomingMessage, response: http.ServerResponse) => void,
  flags: ClusterFlags = {},
): Promise<Served> {
  let requests = 0
  let connections = 0
  const server = http.createServer((request, response) => answer(++requests, request, response))
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const around = surroundings()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const transport = connect({ server: url, ...flags }, around)
  return {
    transport,
    said: around.said,
    connections: () => connections,
    close: () => {
      transport.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Answers with JSON. */
export function json(
  response: http.ServerResponse,
  value: unknown,
  status = 200,
  headers: http.OutgoingHttpHeaders = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}
