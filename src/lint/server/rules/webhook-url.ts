import { formatUser, parseURL } from '../../../model/go/url.ts'
import { type Causes, plain } from '../causes.ts'
import type { Place } from '../place.ts'

const code = 'CRD0210'

/** Upstream: apiserver/pkg/util/webhook/validation.go ValidateWebhookURL. */
export function checkWebhookURL(text: string, place: Place, causes: Causes): void {
  const form = '; desired format: https://host[/path]'
  const url = parseURL(text)
  if (typeof url === 'string') {
    causes.required(code, place, `url must be a valid URL: ${url}${form}`)
    return
  }
  if (url.scheme !== 'https') {
    causes.invalid(code, place, plain(url.scheme), `'https' is the only allowed URL scheme${form}`)
  }
  if (url.host === '') causes.invalid(code, place, plain(''), `host must be specified${form}`)
  if (url.user) {
    causes.invalid(code, place, plain(formatUser(url.user)), 'user information is not permitted in the URL')
  }
  if (url.fragment !== '') {
    causes.invalid(code, place, plain(url.fragment), 'fragments are not permitted in the URL')
  }
  if (url.query !== '') causes.invalid(code, place, plain(url.query), 'query parameters are not permitted in the URL')
}
