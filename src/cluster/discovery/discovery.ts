import type { Transport } from '../transport/transport.ts'
import type { DiscoveryCache } from './discovery-cache.ts'
import { fetchDiscovery } from './fetch.ts'
import type { Discovered } from './types.ts'

/** What a server serves: from a cache, until something is not found in it. */
export class Discovery {
  readonly #transport: Transport
  readonly #cache: DiscoveryCache
  #known: Discovered | undefined
  #isFresh = false
  #pending: Promise<Discovered> | undefined

  constructor(transport: Transport, cache: DiscoveryCache) {
    this.#transport = transport
    this.#cache = cache
  }

  /**
   * Looks something up; when that gives nothing and what is known came from a cache, the server is asked and it is looked
   * up again. Throws {@link ClusterError}.
   */
  async find<T>(look: (discovered: Discovered) => T | undefined): Promise<T | undefined> {
    const found = look(await this.known())
    return found === undefined && !this.#isFresh ? look(await this.fresh()) : found
  }

  async known(): Promise<Discovered> {
    this.#known ??= this.#cache.read()
    return this.#known ?? this.fresh()
  }

  /** As the server says now. */
  fresh(): Promise<Discovered> {
    this.#pending ??= fetchDiscovery(this.#transport)
      .then((discovered) => {
        this.#known = discovered
        this.#isFresh = true
        this.#cache.write(discovered)
        return discovered
      })
      .finally(() => {
        this.#pending = undefined
      })
    return this.#pending
  }
}
