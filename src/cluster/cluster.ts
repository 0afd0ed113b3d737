import { readManifests } from '../manifest/read.ts'
import { ClusterError } from '../model/cluster-error.ts'
import type { Document } from '../model/document.ts'
import { newestVersion, oldestVersion, type ServerVersion } from '../model/server-version.ts'
import type { ClusterFlags } from './cluster-flags.ts'
import { connect } from './connect.ts'
import { Definitions } from './definitions/definitions.ts'
import { cacheFolder } from './discovery/cache-folder.ts'
import { Discovery } from './discovery/discovery.ts'
import { DiscoveryCache } from './discovery/discovery-cache.ts'
import { Plain } from './discovery/plain.ts'
import { type Resource, resourcePath } from './discovery/types.ts'
import type { Surroundings } from './surroundings.ts'
import { accepted } from './transport/read-json.ts'
import type { Transport } from './transport/transport.ts'

/** A cluster, as the flags and the kubeconfig choose it. Everything may throw {@link ClusterError}. */
export class Cluster {
  readonly transport: Transport
  readonly discovery: Discovery
  readonly definitions: Definitions

  /** Sends nothing yet. */
  constructor(flags: ClusterFlags, around: Surroundings) {
    const caches = cacheFolder(flags, around)
    this.transport = connect(flags, around)
    this.discovery = new Discovery(this.transport, new DiscoveryCache(caches, this.transport.access.host))
    this.definitions = new Definitions(this.transport, this.discovery, caches)
  }

  /** The namespace of objects that name none. */
  get namespace(): string {
    return this.transport.access.namespace
  }

  /** An object as the server holds it. A missing one is a {@link StatusError} with code 404. */
  async object(resource: Resource, name: string, namespace = this.namespace): Promise<Document> {
    const path = `${resourcePath(resource, namespace)}/${encodeURIComponent(name)}`
    const { text } = await accepted(this.transport, await this.transport.request({ path }))
    const origin = { name: `${resource.name}/${name} in the cluster`, text, generated: true }
    const [document] = readManifests(origin, { raw: true })
    if (!document) throw new ClusterError(`error: the server did not answer with an object: ${path}`)
    return document
  }

  /** The version of the server, and the nearest whose rules are known. */
  async version(): Promise<{ text: string; rules: ServerVersion; isKnown: boolean }> {
    const { text } = await accepted(this.transport, await this.transport.request({ path: '/version' }))
    const version = new Plain(parse(text))
    // A server may behave as an older one.
    const minor = Number.parseInt(version.text('emulationMinor') || version.text('minor'), 10)
    const nearest = Math.min(newestVersion.minor, Math.max(oldestVersion.minor, minor || newestVersion.minor))
    return { text: version.text('gitVersion'), rules: { minor: nearest }, isKnown: nearest === minor }
  }

  close(): void {
    this.transport.close()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
