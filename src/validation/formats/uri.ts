import { parseRequestURI } from '../../model/go/url.ts'

/** An absolute URI or an absolute path. Upstream: govalidator.IsRequestURI. */
export function isURI(text: string): boolean {
  return typeof parseRequestURI(text) !== 'string'
}
