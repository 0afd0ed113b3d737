import { ClusterError } from '../../model/cluster-error.ts'
import { type Dict, isDict, isList } from '../../model/value.ts'
import { accepted, readJson } from './read-json.ts'
import { StatusError } from './status-error.ts'
import type { Transport } from './transport.ts'

/** One page of a list. */
export interface Page {
  items: readonly Dict[]
  /** Where a watch can go on from. */
  resourceVersion: string
  /** How many are left, when the server says so. */
  remaining: number | undefined
  /** The list took so long that what follows is of a newer state than what came before. */
  inconsistent: boolean
}

export interface ListOptions {
  /** How many items a page; 0: all at once. The default is kubectl's. */
  limit?: number
  labelSelector?: string
  fieldSelector?: string
  signal?: AbortSignal
}

/**
 * Reads a list page by page. When the server no longer knows the state it began at (410), it goes on at the newest one.
 * Throws {@link StatusError}.
 * @param path of the resources, without query
 */
export async function* pages(transport: Transport, path: string, options: ListOptions = {}): AsyncGenerator<Page> {
  const { limit = 500, labelSelector, fieldSelector, signal } = options
  const query = new URLSearchParams()
  if (limit > 0) query.set('limit', String(limit))
  if (labelSelector) query.set('labelSelector', labelSelector)
  if (fieldSelector) query.set('fieldSelector', fieldSelector)
  let inconsistent = false
  for (;;) {
    const asked = { path: `${path}?${query}`, ...(signal && { signal }) }
    let text: string
    try {
      text = (await accepted(transport, await transport.request(asked))).text
    } catch (error) {
      if (!(error instanceof StatusError) || error.code !== 410 || error.continue === undefined) throw error
      query.set('continue', error.continue)
      inconsistent = true
      continue
    }
    const list = readJson(text)
    if (!isDict(list) || !isList(list.items))
      throw new ClusterError(`error: the server did not answer with a list: ${path}`)
    const metadata = isDict(list.metadata) ? list.metadata : {}
    const { remainingItemCount: remaining, resourceVersion, continue: token } = metadata
    yield {
      items: list.items.filter(isDict),
      resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : '',
      remaining: typeof remaining === 'number' ? remaining : undefined,
      inconsistent,
    }
    if (typeof token !== 'string' || token === '') return
    query.set('continue', token)
  }
}
