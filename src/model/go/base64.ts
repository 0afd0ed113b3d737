const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const values = new Map(Array.from(alphabet, (char, value) => [char.charCodeAt(0), value]))
const pad = '='.charCodeAt(0)
const isBreak = (byte: number | undefined) => byte === 10 || byte === 13

/**
 * Go's base64.URLEncoding.DecodeString: padded, line breaks are passed over.
 * @returns the bytes, or the place of the byte that is wrong
 */
export function decodeBase64URL(text: string): Uint8Array | number {
  const source = new TextEncoder().encode(text)
  const out: number[] = []
  let at = 0
  while (at < source.length) {
    const start = at
    const group: number[] = []
    while (group.length < 4) {
      if (at === source.length) return group.length === 0 ? Uint8Array.from(out) : incomplete(at, group.length)
      const byte = source[at++]!
      const value = values.get(byte)
      if (value !== undefined) group.push(value)
      else if (isBreak(byte)) continue
      else if (byte !== pad || group.length < 2) return at - 1
      else {
        const end = padding(source, at, group.length)
        if (end !== source.length) return end < 0 ? -end - 1 : end
        at = end
        break
      }
    }
    if (at === start) break
    const bits = group.reduce((sum, value, i) => sum | (value << (18 - 6 * i)), 0)
    out.push(...[bits >> 16, (bits >> 8) & 255, bits & 255].slice(0, group.length - 1))
  }
  return Uint8Array.from(out)
}

/** Upstream names the place that many bytes before the end, line breaks or not. */
const incomplete = (end: number, read: number) => end - read

/** Behind the first `=`: the end of the padding; of wrong padding, the place as a negative number, less one. */
function padding(source: Uint8Array, start: number, read: number): number {
  let at = start
  const skip = () => {
    while (isBreak(source[at])) at++
  }
  if (read === 2) {
    skip()
    if (at === source.length) return -source.length - 1
    if (source[at] !== pad) return -at
    at++
  }
  skip()
  return at
}
