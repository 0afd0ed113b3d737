import { accepted } from '../../cluster/transport/read-json.ts'
import { StatusError } from '../../cluster/transport/status-error.ts'
import type { Transport } from '../../cluster/transport/transport.ts'
import type { Known } from '../../inspect/known.ts'
import { ClusterError } from '../../model/cluster-error.ts'
import { Plain } from '../../model/plain.ts'
import { limiter } from './limiter.ts'

/** How much is asked at once. */
const concurrency = 8
const pageSize = 250
/** Names and metadata are enough for counting. */
const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json'

/** One page of a list, as `JSON.parse` gives it. */
export interface PlainPage {
  items: readonly unknown[]
  remaining: number
  resourceVersion: string
}

export interface PageOptions {
  limit?: number
  labelSelector?: string | undefined
  metadataOnly?: boolean
  timeout?: number
}

/** Asks a cluster for facts, a few questions at once; what is refused is known as such, with the verb that is missing. */
export class Asker {
  readonly #transport: Transport
  readonly #run = limiter(concurrency)
  /** How often the server was asked. */
  requests = 0

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** An object; undefined when there is none. */
  object(path: string): Promise<Known<unknown>> {
    return this.#run(() =>
      learn(async () => {
        try {
          return await this.#get(path)
        } catch (error) {
          if (error instanceof StatusError && error.code === 404) return undefined
          throw error
        }
      }),
    )
  }

  /** All of a list; empty when the resource is not served. */
  all(path: string, options: PageOptions = {}): Promise<Known<unknown[]>> {
    return this.#run(() =>
      learn(async () => {
        const items: unknown[] = []
        try {
          for await (const page of this.pages(path, options)) items.push(...page.items)
        } catch (error) {
          if (!(error instanceof StatusError) || error.code !== 404) throw error
        }
        return items
      }),
    )
  }

  /** How many there are, by a list of one. */
  count(path: string): Promise<Known<number>> {
    return this.#run(() =>
      learn(async () => {
        for await (const { items, remaining } of this.pages(path, { limit: 1, metadataOnly: true }))
          return items.length + remaining
        return 0
      }),
    )
  }

  /** Whether it can be read: '' or what the server says. */
  readable(path: string, timeout = 15_000): Promise<Known<string>> {
    return this.#run(() =>
      learn(async () => {
        try {
          await this.#get(path, { timeout })
          return ''
        } catch (error) {
          if (!(error instanceof ClusterError)) throw error
          if (error instanceof StatusError && error.code === 403) throw error
          return error instanceof StatusError ? error.text : error.message
        }
      }),
    )
  }

  /** The first of a list, with its metadata alone; undefined when it is empty, a text when the server cannot list it. */
  first(path: string): Promise<Known<Plain | string | undefined>> {
    return this.#run(() =>
      learn(async () => {
        try {
          for await (const { items } of this.pages(path, { limit: 1, metadataOnly: true }))
            return items.length > 0 ? new Plain(items[0]) : undefined
        } catch (error) {
          if (!(error instanceof StatusError) || error.code === 403) throw error
          return error.text
        }
        return undefined
      }),
    )
  }

  /** A list, page by page; nothing of a page is kept. Throws {@link ClusterError}. */
  async *pages(path: string, options: PageOptions = {}): AsyncGenerator<PlainPage> {
    const { limit = pageSize, labelSelector } = options
    const query = new URLSearchParams({ limit: String(limit) })
    if (labelSelector) query.set('labelSelector', labelSelector)
    for (;;) {
      let list: unknown
      try {
        list = await this.#get(`${path}?${query}`, options)
      } catch (error) {
        // The list took so long that its state is gone: on with the newest.
        if (!(error instanceof StatusError) || error.code !== 410 || error.continue === undefined) throw error
        query.set('continue', error.continue)
        continue
      }
      const page = new Plain(list)
      if (!page.text('kind').endsWith('List'))
        throw new ClusterError(`error: the server did not answer with a list: ${path}`)
      // Go writes an empty list as null.
      const items = (list as { items?: unknown[] | null }).items ?? []
      const metadata = page.at('metadata')
      yield {
        items,
        remaining: metadata.number('remainingItemCount') ?? 0,
        resourceVersion: metadata.text('resourceVersion'),
      }
      const token = metadata.text('continue')
      if (token === '') return
      query.set('continue', token)
    }
  }

  async #get(path: string, { metadataOnly: short, timeout }: PageOptions = {}): Promise<unknown> {
    this.requests++
    const asked = { path, ...(short && { accept: metadataOnly }), ...(timeout !== undefined && { timeout }) }
    const { text } = await accepted(this.#transport, await this.#transport.request(asked))
    try {
      return JSON.parse(text) as unknown
    } catch {
      throw new ClusterError(`error: the server did not answer with JSON: ${path}`)
    }
  }
}

/** What was learned; what the server does not give is not known, and why. Without a connection there is nothing to go on with. */
async function learn<T>(ask: () => Promise<T>): Promise<Known<T>> {
  try {
    return { value: await ask() }
  } catch (error) {
    if (error instanceof StatusError) return { why: whyOf(error) }
    throw error
  }
}

/** The verb that is missing, or what the server says. */
export function whyOf(error: StatusError): string {
  return /^the verb \S+ on \S+ is missing/.exec(error.hint ?? '')?.[0] ?? error.text
}
