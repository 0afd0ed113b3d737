import type { Readable } from 'node:stream'
import { ClusterError } from '../../model/cluster-error.ts'
import { type Dict, isDict } from '../../model/value.ts'
import { readJson, refusal } from './read-json.ts'
import { readStatus, StatusError } from './status-error.ts'
import type { Transport } from './transport.ts'

/** Something happened to an object; a bookmark only tells how far the watch is. */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  object: Dict
}

export interface WatchOptions {
  /** Of a list, or of the last event. */
  resourceVersion: string
  labelSelector?: string
  fieldSelector?: string
  /** After so many seconds the server ends the watch; the default is 5 to 10 minutes, at random. */
  timeoutSeconds?: number
  /** After so many milliseconds without a byte the connection counts as dead. Bookmarks come every minute. */
  silence?: number
  signal?: AbortSignal
}

const maxLine = 64 * 1024 * 1024

/**
 * Watches resources until the server ends it, which is no error: what follows is to be watched from the last
 * resourceVersion. Throws {@link StatusError} (code 410: what was missed is gone, list again), or another
 * {@link ClusterError} when the connection breaks.
 * @param path of the resources, without query
 */
export async function* watch(transport: Transport, path: string, options: WatchOptions): AsyncGenerator<WatchEvent> {
  const { resourceVersion, labelSelector, fieldSelector, signal, silence = 75_000 } = options
  const seconds = options.timeoutSeconds ?? 300 + Math.floor(Math.random() * 300)
  const query = new URLSearchParams({ watch: 'true', allowWatchBookmarks: 'true', resourceVersion })
  query.set('timeoutSeconds', String(seconds))
  if (labelSelector) query.set('labelSelector', labelSelector)
  if (fieldSelector) query.set('fieldSelector', fieldSelector)
  const { status, body } = await transport.open({ path: `${path}?${query}`, ...(signal && { signal }) })
  try {
    if (status !== 200) {
      const text = await bounded(body)
      throw await refusal(transport, { status, text, headers: { 'content-type': 'application/json' }, warnings: [] })
    }
    for await (const line of lines(body, silence)) {
      const event = readJson(line)
      if (!isDict(event) || !isDict(event.object)) throw new ClusterError('error: the watch sent no event')
      if (event.type === 'ERROR') {
        const said = readStatus(event.object, 500)
        throw new StatusError(said ?? { code: 500, reason: 'InternalError', message: 'the watch failed' })
      }
      yield { type: event.type as WatchEvent['type'], object: event.object }
    }
  } finally {
    body.destroy()
  }
}

/** Whole lines; a connection that ends within one is an error of it. */
async function* lines(body: Readable, silence: number): AsyncGenerator<string> {
  const dead = () => body.destroy(new Error(`nothing was heard for ${silence / 1000} s`))
  let clock = setTimeout(dead, silence)
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      clearTimeout(clock)
      clock = setTimeout(dead, silence)
      let start = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        parts.push(chunk.subarray(start, end))
        yield Buffer.concat(parts.splice(0)).toString('utf8')
        size = 0
        start = end + 1
      }
      if (start === chunk.length) continue
      parts.push(chunk.subarray(start))
      size += chunk.length - start
      if (size > maxLine) throw new ClusterError('error: an event of the watch is larger than 64 MiB')
    }
    if (parts.length > 0) throw new Error('unexpected EOF')
  } catch (error) {
    if (error instanceof ClusterError) throw error
    throw new ClusterError(
      `Unable to connect to the server: the watch broke: ${(error as Error).message}`,
      undefined,
      error,
    )
  } finally {
    clearTimeout(clock)
  }
}

async function bounded(body: Readable): Promise<string> {
  let text = ''
  for await (const chunk of body.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk
    if (text.length > 1024 * 1024) break
  }
  return text
}
