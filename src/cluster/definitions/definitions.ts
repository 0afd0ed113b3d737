import { readManifests } from '../../manifest/read.ts'
import { isBuiltinGroup } from '../../model/builtin.ts'
import { ClusterError } from '../../model/cluster-error.ts'
import type { Document } from '../../model/document.ts'
import type { Discovery } from '../discovery/discovery.ts'
import { groupResource, type Resource } from '../discovery/types.ts'
import { accepted } from '../transport/read-json.ts'
import { StatusError } from '../transport/status-error.ts'
import type { Transport } from '../transport/transport.ts'
import { openApiSchemas } from './openapi.ts'
import { publishedDefinition } from './published-definition.ts'

/** How a resource is defined. */
export interface Definition {
  /** A CRD. */
  document: Document
  /** Undefined: it is the CRD itself. Else why it is not, and what of it is made. */
  instead: 'built-in' | 'forbidden' | 'aggregated' | undefined
  /** Why the CRD could not be read, in words of the server and of ours. */
  refusal: StatusError | undefined
}

export const crdsPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'

/** The definitions of resources: each is asked for once. Everything may throw {@link ClusterError}. */
export class Definitions {
  readonly #transport: Transport
  readonly #discovery: Discovery
  readonly #caches: string
  readonly #known = new Map<string, Promise<Definition>>()

  /** @param caches the folder of all caches */
  constructor(transport: Transport, discovery: Discovery, caches: string) {
    this.#transport = transport
    this.#discovery = discovery
    this.#caches = caches
  }

  /**
   * The CRD, when there is one and it may be read; else what the server publishes about the resource.
   * @param versions to be described when it is not the CRD; the default is that of the resource
   */
  of(resource: Resource, versions: readonly string[] = [resource.version]): Promise<Definition> {
    const key = `${groupResource(resource)} ${versions.join()}`
    let found = this.#known.get(key)
    if (!found) this.#known.set(key, (found = this.#find(resource, versions)))
    return found
  }

  async #find(resource: Resource, versions: readonly string[]): Promise<Definition> {
    if (isBuiltinGroup(resource.group))
      return { document: await this.#published(resource, versions), instead: 'built-in', refusal: undefined }
    const name = groupResource(resource)
    try {
      const answer = await this.#transport.request({ path: `${crdsPath}/${encodeURIComponent(name)}` })
      const { text } = await accepted(this.#transport, answer)
      const [document] = readManifests({ name: 'the cluster', text, generated: true }, { raw: true })
      if (!document) throw new ClusterError(`error: the server did not answer with the CRD ${name}`)
      return { document, instead: undefined, refusal: undefined }
    } catch (error) {
      if (!(error instanceof StatusError) || (error.code !== 403 && error.code !== 404)) throw error
      const instead = error.code === 403 ? 'forbidden' : 'aggregated'
      return { document: await this.#published(resource, versions), instead, refusal: error }
    }
  }

  async #published(resource: Resource, versions: readonly string[]): Promise<Document> {
    const { group } = resource
    const schemas = await Promise.all(
      versions.map(
        async (version) => [version, await openApiSchemas(this.#transport, this.#caches, group, version)] as const,
      ),
    )
    return publishedDefinition(await this.#discovery.known(), resource, new Map(schemas))
  }
}
