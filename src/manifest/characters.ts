import { YamlError } from './yaml-error.ts'

/** Characters that may stand nowhere, not even in a comment. */
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/
const remarkable = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]/

/**
 * Upstream: readerc.go.
 * @returns whether there may be line breaks other than LF and CR
 */
export function checkCharacters(text: string): boolean {
  if (!remarkable.test(text)) return false
  const at = text.search(forbidden)
  if (at < 0) return true
  const hint = 'delete the character, or write it as an escape in a "quoted" text'
  throw new YamlError('control characters are not allowed', at, text.includes('\0') ? undefined : hint)
}
