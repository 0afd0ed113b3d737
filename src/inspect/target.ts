import type { Plain } from '../model/plain.ts'

/** Where the API server calls somebody else: a service of the cluster or a URL, and whom it trusts there. */
export interface Target {
  service: ServiceRef | undefined
  url: string
  /** base64 of PEM; '' when the server trusts what its machine trusts. */
  caBundle: string
}

export interface ServiceRef {
  namespace: string
  name: string
  port: number
}

/** Reads a webhook's `clientConfig`, or the spec of an APIService; undefined when it calls nobody. */
export function readTarget(config: Plain): Target | undefined {
  const service = config.at('service')
  const name = service.text('name')
  const url = config.text('url')
  if (name === '' && url === '') return undefined
  const ref = { namespace: service.text('namespace'), name, port: service.number('port') ?? 443 }
  return { service: name === '' ? undefined : ref, url, caBundle: config.text('caBundle') }
}

/** `kube-system/metrics-server`, or the URL. */
export function targetText({ service, url }: Target): string {
  return service ? `${service.namespace}/${service.name}` : url
}

/** One service is asked about once. */
export function serviceKey({ namespace, name }: Omit<ServiceRef, 'port'>): string {
  return `${namespace}/${name}`
}
