import type { Terminal } from '../cli/terminal.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { RestMapper } from '../cluster/discovery/rest-mapper.ts'
import { resourcePath } from '../cluster/discovery/types.ts'
import { pages } from '../cluster/transport/pages.ts'
import { StatusError } from '../cluster/transport/status-error.ts'
import type { AgainstObjects } from '../compat/against.ts'
import { visible } from '../model/printable.ts'
import type { Dict } from '../model/value.ts'
import { newDict } from '../model/value.ts'
import type { CRD } from '../schema/crd.ts'

/**
 * Every object of a kind that is in a cluster, of all namespaces, page by page, with progress on a terminal.
 * @returns whether they could be read; if not, it has been said
 */
export async function addLive(now: CRD, found: AgainstObjects, cluster: Cluster, terminal: Terminal): Promise<boolean> {
  const { group, names, versions } = now
  // Those that are served then and now, the one that is stored first: nothing needs to be converted.
  const wanted = versions.filter(({ served }) => served).sort((a, b) => Number(b.storage) - Number(a.storage))
  const resource = await cluster.discovery.find((known) => {
    const mapper = new RestMapper(known)
    const of = (version: string) => mapper.kindFor({ resource: names.kind, version, group })
    return wanted.map(({ name }) => of(name)).find((each) => each !== undefined) ?? of('')
  })
  if (!resource) {
    terminal.err(`Note: the cluster does not serve ${visible(now.name)}: no objects\n`)
    return true
  }
  const apiVersion = `${group}/${resource.version}`
  const progress = new Progress(now.name, terminal)
  try {
    for await (const { items, remaining } of pages(cluster.transport, resourcePath(resource))) {
      for (const item of items) found.add(typed(item, apiVersion, names.kind))
      progress.tell(items.length, remaining)
    }
    return true
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    progress.end()
    terminal.err(`error: cannot list ${visible(now.name)}: ${visible(error.message)}\n`)
    if (error.hint !== undefined) terminal.err(`hint: ${visible(error.hint)}\n`)
    return false
  } finally {
    progress.end()
  }
}

/** Items of a list may leave out what the list says. */
function typed(item: Dict, apiVersion: string, kind: string): Dict {
  return Object.assign(newDict(), { apiVersion, kind }, item)
}

/** One line on standard error that is written anew, on a terminal only. */
class Progress {
  readonly #what: string
  readonly #terminal: Terminal
  #count = 0
  #isShown = false

  constructor(what: string, terminal: Terminal) {
    this.#what = visible(what)
    this.#terminal = terminal
  }

  /** @param remaining as the server says; undefined when it is the last page */
  tell(more: number, remaining: number | undefined): void {
    this.#count += more
    if (!this.#terminal.errIsTTY) return
    const of = remaining === undefined ? '' : ` of ${this.#count + remaining}`
    this.#terminal.err(`\r\x1b[K${this.#what}: ${this.#count}${of} objects`)
    this.#isShown = true
  }

  end(): void {
    if (this.#isShown) this.#terminal.err('\r\x1b[K')
    this.#isShown = false
  }
}
