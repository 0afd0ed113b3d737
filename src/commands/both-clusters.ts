import type { Terminal } from '../cli/terminal.ts'
import type { Cluster } from '../cluster/cluster.ts'
import type { ServerVersion } from '../model/server-version.ts'

/** The clusters of a run: before and now, which are one unless two contexts are given. */
export interface BothClusters {
  old: Cluster
  now: Cluster
  /** The names of their contexts, or what else to call them. */
  names: readonly [string, string]
  newest(): Promise<ServerVersion>
}

/** Opens them when they are needed. */
export class Clusters {
  readonly #flags: Readonly<Record<string, unknown>>
  readonly #contexts: readonly string[]
  readonly #terminal: Terminal
  readonly #opened: Cluster[] = []

  constructor(flags: Readonly<Record<string, unknown>>, contexts: readonly string[], terminal: Terminal) {
    this.#flags = flags
    this.#contexts = contexts
    this.#terminal = terminal
  }

  async open(): Promise<BothClusters> {
    const { openCluster } = await import('./open-cluster.ts')
    const names = this.#contexts.length === 0 ? [undefined] : this.#contexts
    for (const context of names) this.#opened.push(openCluster({ ...this.#flags, context }, this.#terminal))
    const [old, now = old] = this.#opened as [Cluster, Cluster?]
    const called = names.length === 2 ? names : ['live', 'live']
    return { old, now, names: called as [string, string], newest: async () => (await now.version()).rules }
  }

  close(): void {
    for (const cluster of this.#opened) cluster.close()
  }
}
