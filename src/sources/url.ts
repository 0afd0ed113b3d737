import { type Source, SourceError } from '../model/ports.ts'
import { visible } from '../model/printable.ts'

/** How long a server may be silent, and how long the whole answer may take. */
const silence = 30_000
const patience = 120_000
const maxBytes = 100 * 1024 * 1024
const maxRedirects = 5

export function isUrl(path: string): boolean {
  return /^https?:\/\//i.test(path)
}

/** A document on the web. */
export function url(address: string): Source {
  return { name: address, read: () => fetchBytes(address, maxRedirects, AbortSignal.timeout(patience)) }
}

async function fetchBytes(address: string, redirects: number, deadline: AbortSignal): Promise<Uint8Array> {
  const fail = (why: string) => new SourceError(`cannot read ${address}: ${why}`)
  const target = URL.parse(address)
  if (!target) throw fail('it is not a valid URL')
  // Node's HTTP modules take as long to load as everything else together, so only those who need them pay.
  const { get } = await (target.protocol === 'https:' ? import('node:https') : import('node:http'))
  const answer = await new Promise<Uint8Array | URL>((resolve, reject) => {
    const refuse = (error: Error) => {
      const why = deadline.aborted ? `no complete answer within ${patience / 1000} s` : error.message
      reject(error instanceof SourceError ? error : fail(why))
    }
    const request = get(target, { timeout: silence, signal: deadline }, (response) => {
      const status = response.statusCode ?? 0
      const { location } = response.headers
      response.on('error', refuse)
      if (status >= 300 && status < 400 && location !== undefined) {
        response.resume()
        const next = URL.parse(location, target)
        if (redirects === 0) refuse(fail('too many redirects'))
        else if (!next || !isUrl(next.href)) refuse(fail(`it redirects to ${JSON.stringify(location)}`))
        else resolve(next)
        return
      }
      if (status !== 200) {
        response.resume()
        refuse(fail(`the server answered ${status} ${visible(response.statusMessage ?? '')}`.trim()))
        return
      }
      const chunks: Uint8Array[] = []
      let size = 0
      response.on('data', (chunk: Uint8Array) => {
        size += chunk.length
        if (size > maxBytes) request.destroy(fail(`it is larger than ${maxBytes / 1024 / 1024} MiB`))
        else chunks.push(chunk)
      })
      response.on('end', () => resolve(Buffer.concat(chunks)))
    })
    request.on('timeout', () => request.destroy(fail(`no answer within ${silence / 1000} s`)))
    request.on('error', refuse)
  })
  return answer instanceof URL ? fetchBytes(answer.href, redirects - 1, deadline) : answer
}
