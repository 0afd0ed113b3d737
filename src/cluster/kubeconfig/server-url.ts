import { ClusterError } from '../../model/cluster-error.ts'

/**
 * The address of a server: a URL, or host and port, which is spoken to without TLS. A path is the prefix of all others.
 * Upstream: client-go v0.36.3, rest DefaultServerURL. Throws {@link ClusterError}.
 */
export function serverUrl(host: string): URL {
  const given = /^[a-z][a-z0-9+.-]*:\/\/./i.test(host) ? URL.parse(host) : null
  const url = given ?? URL.parse(`http://${host}`)
  if (!url || (!given && url.pathname !== '/'))
    throw new ClusterError(`error: host must be a URL or a host:port pair: ${JSON.stringify(host)}`, hint)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new ClusterError(`error: unsupported protocol scheme ${JSON.stringify(url.protocol.slice(0, -1))}`, hint)
  url.search = ''
  url.hash = ''
  url.pathname = url.pathname.replace(/\/+$/, '')
  return url
}

const hint = 'a server is written as https://HOST:PORT'
