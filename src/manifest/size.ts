/**
 * How many entries (keys and items, counted roughly) one document may hold: it has to be in memory as a whole, at some
 * 600 bytes an entry. The API server takes no object of more than 3 MiB, which has no room for more; a long `List` is read
 * part by part.
 */
export const maxEntries = 1_600_000

export const tooLarge = 'the document is too large to be read as one'
export const splitHint = 'write one object a document, with --- between, instead of one long list'

export const deepHint = 'no resource is nested that deep: is it the right file?'

/** May the text hold more than {@link maxEntries}? Lines, and signs that make an entry, are counted. */
export function isTooLarge(text: string): boolean {
  if (text.length <= maxEntries) return false
  let entries = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 10: // line feed
      case 44: // ,
      case 91: // [
      case 123: // {
        entries++
        break
      case 45: // -
      case 63: // ?
        if (text.charCodeAt(at + 1) === 32) entries++
    }
  }
  return entries > maxEntries
}
