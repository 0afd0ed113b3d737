import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Certificate, certificate } from '../../cluster/certificates.ts'

type Data = Record<string, unknown>

/** A conversion webhook that changes nothing but the apiVersion. */
export interface Converter {
  port: number
  /** The certificate of its authority, PEM. */
  ca: string
  /** Of the same authority, but over. */
  expired: string
  close(): Promise<void>
  /** After it was closed: at the same port. */
  open(): Promise<void>
}

/** @param name of its service: `NAME.NAMESPACE.svc` */
export async function openConverter(name: string): Promise<Converter> {
  const issuer: Certificate & { name: string } = {
    name: 'converter-ca',
    ...certificate({ name: 'converter-ca', days: 300 }),
  }
  const own = certificate({ name, dns: [name], issuer })
  const server = https.createServer(own, (request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    request.on('end', () => {
      const { uid, desiredAPIVersion, objects } = (JSON.parse(text) as { request: Data & { objects: Data[] } }).request
      const convertedObjects = objects.map((object) => ({ ...object, apiVersion: desiredAPIVersion }))
      const answer = { uid, result: { status: 'Success' }, convertedObjects }
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'ConversionReview', response: answer }),
      )
    })
  })
  const open = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await open(0)
  const { port } = server.address() as AddressInfo
  return {
    port,
    open: () => open(port),
    ca: issuer.cert,
    expired: certificate({ name: 'converter-ca', days: -1 }).cert,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
