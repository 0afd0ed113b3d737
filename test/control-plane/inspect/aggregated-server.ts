import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { certificate } from '../../cluster/certificates.ts'

type Data = Record<string, unknown>

export const aggregatedGroup = 'weather.example.com'

/** A server of another API, as small as it can be: discovery, OpenAPI and one resource without state. */
export interface AggregatedServer {
  port: number
  /** The certificate of its authority, PEM. */
  ca: string
  close(): Promise<void>
  /** After it was closed: at the same port. */
  open(): Promise<void>
}

/** @param name of its service: `NAME.NAMESPACE.svc` */
export async function openAggregatedServer(name: string): Promise<AggregatedServer> {
  const issuer = { name: 'weather-ca', ...certificate({ name: 'weather-ca', days: 300 }) }
  const own = certificate({ name, dns: [name], issuer })
  const server = https.createServer(own, ({ url = '' }, response) => {
    const [path] = url.split('?')
    const body = bodies[path!]
    response.statusCode = body ? 200 : 404
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body ?? notFound))
  })
  const open = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await open(0)
  const { port } = server.address() as AddressInfo
  return {
    port,
    ca: issuer.cert,
    open: () => open(port),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const apiVersion = `${aggregatedGroup}/v1`
const version = { groupVersion: apiVersion, version: 'v1' }
const group: Data = { name: aggregatedGroup, versions: [version], preferredVersion: version }
const notFound: Data = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', code: 404 }
const resource: Data = {
  name: 'forecasts',
  singularName: 'forecast',
  namespaced: true,
  kind: 'Forecast',
  shortNames: ['fc'],
  verbs: ['get', 'list'],
}
const schema: Data = {
  type: 'object',
  description: 'What the weather will be.',
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    spec: {
      type: 'object',
      description: 'Where and when.',
      properties: { city: { type: 'string', description: 'The city to look at.' } },
    },
  },
  'x-kubernetes-group-version-kind': [{ group: aggregatedGroup, version: 'v1', kind: 'Forecast' }],
}
const path = `/apis/${aggregatedGroup}/v1`
const bodies: Record<string, Data> = {
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [group] },
  [`/apis/${aggregatedGroup}`]: { kind: 'APIGroup', apiVersion: 'v1', ...group },
  [path]: { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersion, resources: [resource] },
  [`${path}/forecasts`]: { kind: 'ForecastList', apiVersion, metadata: { resourceVersion: '1' }, items: [] },
  '/openapi/v3': { paths: { [path.slice(1)]: { serverRelativeURL: `/openapi/v3${path}?hash=1` } } },
  [`/openapi/v3${path}`]: {
    openapi: '3.0.0',
    info: { title: 'weather', version: 'v1' },
    paths: {},
    components: { schemas: { 'com.example.weather.v1.Forecast': schema } },
  },
}
