import type { Client } from './client.ts'

/** What a group serves, as aggregated discovery lists it. Upstream: k8s.io/api/apidiscovery/v2. */
interface Discovery {
  items: {
    metadata: { name?: string }
    versions: { version: string; resources?: { responseKind: { kind: string } }[] }[]
  }[]
}

/** The kinds that a server without CRDs serves, by apiVersion; those of subresources only are not among them. */
export async function builtinKinds(client: Client): Promise<Record<string, string[]>> {
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'
  const out: Record<string, string[]> = {}
  for (const path of ['/api', '/apis']) {
    const { status, text } = await client.request('GET', path, undefined, { accept })
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`)
    for (const { metadata, versions } of (JSON.parse(text) as Discovery).items) {
      for (const { version, resources = [] } of versions) {
        const apiVersion = metadata.name === undefined ? version : `${metadata.name}/${version}`
        out[apiVersion] = [...new Set(resources.map(({ responseKind }) => responseKind.kind))].sort()
      }
    }
  }
  return out
}
