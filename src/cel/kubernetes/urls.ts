import { parseRequestURI } from '../../model/go/url.ts'
import { Failure, ofObject, ofString, toBool, toObject } from './binding.ts'
import { URLObject } from './objects.ts'
import { global, type Library, member } from './overload.ts'
import { type CelURL, hostname, port, query, toURL } from './values/url.ts'

const type = 'kubernetes.URL'

function parse(text: string): URLObject | Failure {
  const url = toURL(text)
  if (typeof url !== 'string') return new URLObject(url)
  return new Failure(`URL parse error during conversion from string: ${url}`)
}

const text = (name: string, id: string, read: (url: CelURL) => string) =>
  member(
    name,
    id,
    [type],
    'string',
    ofObject(URLObject, (values, { url }) => values.string(read(url))),
  )

/** Upstream: apiserver/pkg/cel/library/urls.go. */
export const urls: Library = {
  name: 'kubernetes.urls',
  since: 0,
  overloads: [
    global('url', 'string_to_url', ['string'], type, ofString(parse, toObject)),
    global(
      'isURL',
      'is_url_string',
      ['string'],
      'bool',
      ofString((url) => typeof parseRequestURI(url) !== 'string', toBool),
    ),
    text('getScheme', 'url_get_scheme', (url) => url.parts.scheme),
    text('getHost', 'url_get_host', (url) => url.parts.host),
    text('getHostname', 'url_get_hostname', hostname),
    text('getPort', 'url_get_port', port),
    text('getEscapedPath', 'url_get_escaped_path', (url) => url.parts.escapedPath),
    member(
      'getQuery',
      'url_get_query',
      [type],
      'map(string, list(string))',
      ofObject(URLObject, (values, { url }) =>
        values.map([...query(url)].map(([key, list]) => [values.string(key), values.list(list.map(values.string))])),
      ),
    ),
  ],
}
