import { get as getHttp } from 'node:http'
import { get as getHttps } from 'node:https'
import { type Source, SourceError } from '../model/ports.ts'

const timeout = 30_000
const maxBytes = 100 * 1024 * 1024
const maxRedirects = 5

export function isUrl(path: string): boolean {
  return /^https?:\/\//i.test(path)
}

/** A document on the web. */
export function url(address: string): Source {
  return { name: address, read: () => fetchBytes(address, maxRedirects) }
}

function fetchBytes(address: string, redirects: number): Promise<Uint8Array> {
  const fail = (why: string) => new SourceError(`cannot read ${address}: ${why}`)
  return new Promise((resolve, reject) => {
    const get = address.toLowerCase().startsWith('https:') ? getHttps : getHttp
    const request = get(address, { timeout }, (response) => {
      const status = response.statusCode ?? 0
      const { location } = response.headers
      if (status >= 300 && status < 400 && location !== undefined) {
        response.resume()
        const next = new URL(location, address)
        if (redirects === 0) reject(fail('too many redirects'))
        else if (!isUrl(next.href)) reject(fail(`it redirects to ${next.protocol}`))
        else resolve(fetchBytes(next.href, redirects - 1))
        return
      }
      if (status !== 200) {
        response.resume()
        reject(fail(`the server answered ${status} ${response.statusMessage ?? ''}`.trim()))
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
      response.on('error', (error) => reject(error instanceof SourceError ? error : fail(error.message)))
    })
    request.on('timeout', () => request.destroy(fail(`no answer within ${timeout / 1000} s`)))
    request.on('error', (error) => reject(error instanceof SourceError ? error : fail(error.message)))
  })
}
