import type { IncomingHttpHeaders } from 'node:http'

/** What a server answered: any status. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The texts of its Warning headers. */
  warnings: readonly string[]
}

/** A request. */
export interface Asked {
  method?: string
  /** Below the server's own prefix, with its query: `/api/v1/namespaces?limit=1`. */
  path: string
  body?: string
  contentType?: string
  accept?: string
  headers?: Readonly<Record<string, string>>
  /** May be asked again when it is not known whether it was done; the default is that of GET. */
  idempotent?: boolean
  signal?: AbortSignal
  /** Milliseconds for all of it, when the flags name none; 0: none. */
  timeout?: number
}
