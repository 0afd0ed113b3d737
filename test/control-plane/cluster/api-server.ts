import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { certificate } from '../../cluster/certificates.ts'
import type { Client } from '../client.ts'

const group = 'measures.example.com'
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const answers: Record<string, unknown> = {
  [`/apis/${group}/v1`]: {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: `${group}/v1`,
    resources: [
      {
        name: 'gauges',
        singularName: 'gauge',
        namespaced: true,
        kind: 'Gauge',
        verbs: ['get', 'list'],
        shortNames: ['ga'],
      },
    ],
  },
  '/openapi/v3': { paths: { [`apis/${group}/v1`]: { serverRelativeURL: `/openapi/v3/apis/${group}/v1?hash=1` } } },
  [`/openapi/v3/apis/${group}/v1`]: {
    openapi: '3.0.0',
    info: { title: 'measures', version: 'v1' },
    paths: {},
    components: {
      schemas: {
        Gauge: {
          type: 'object',
          description: 'What is measured.',
          properties: {
            level: { allOf: [reference('com.example.Level')], default: {}, description: 'How high it stands.' },
          },
          'x-kubernetes-group-version-kind': [{ group, version: 'v1', kind: 'Gauge' }],
        },
        'com.example.Level': {
          type: 'object',
          required: ['percent'],
          properties: {
            percent: { type: 'integer', format: 'int32', default: 0, maximum: 100, description: 'Of full.' },
          },
        },
      },
    },
  },
}

/** An API server of its own, which serves gauges of measures.example.com, as an APIService of another. */
export interface OtherServer {
  close(): void
}

/** Registers it, and returns at once: it takes a moment until it is served. */
export async function openOtherServer(client: Client): Promise<OtherServer> {
  const issuer = { name: 'aggregated', ...certificate({ name: 'aggregated' }) }
  const own = certificate({ name: 'measures', dns: ['measures.default.svc'], issuer })
  const server = https.createServer(own, ({ url = '' }, response) => {
    const answer = answers[url.replace(/\?.*/, '')]
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  const create = async (path: string, object: object) => {
    const { status, text } = await client.request('POST', path, object)
    if (status !== 201) throw new Error(text)
  }
  await create('/api/v1/namespaces/default/services', {
    metadata: { name: 'measures' },
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
  })
  await create('/apis/apiregistration.k8s.io/v1/apiservices', {
    metadata: { name: `v1.${group}` },
    spec: {
      group,
      version: 'v1',
      groupPriorityMinimum: 1000,
      versionPriority: 15,
      service: { namespace: 'default', name: 'measures', port },
      caBundle: Buffer.from(issuer.cert).toString('base64'),
    },
  })
  return {
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
