import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { ClusterError } from '../../model/cluster-error.ts'

const maxText = 256 * 1024 * 1024

/** The whole text of an answer. Throws {@link ClusterError} when it is too long, or errors of the connection. */
export async function readText(response: IncomingMessage): Promise<string> {
  const isZipped = response.headers['content-encoding'] === 'gzip'
  const body: Readable = isZipped ? response.pipe((await import('node:zlib')).createGunzip()) : response
  if (isZipped) response.on('error', (error) => body.destroy(error))
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size <= maxText) continue
    response.destroy()
    throw new ClusterError(`error: the answer of the server is larger than ${maxText / 2 ** 20} MiB`)
  }
  return Buffer.concat(chunks).toString('utf8')
}
