/** Length of a text in UTF-8 bytes, as Go's len() counts. A lone surrogate counts as U+FFFD: 3. */
export function utf8Length(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (unit < 0x800) length += 1
    else if (unit >= 0xd800 && unit < 0xdc00 && isLow(text.charCodeAt(i + 1))) {
      length += 2
      i++
    } else length += 2
  }
  return length
}

/** Number of code points, as Go's utf8.RuneCountInString counts. A lone surrogate counts as one. */
export function runeCount(text: string): number {
  let count = text.length
  for (let i = 1; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (isLow(unit) && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) count--
  }
  return count
}

function isLow(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00
}

/**
 * Order of two texts in Go: by bytes, that is by code points. JavaScript's own order is by UTF-16 units, where
 * U+1F600 comes before U+FF5E.
 */
export function compareText(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    // Half a pair belongs to a code point above all that are one unit.
    const [astralX, astralY] = [(x & 0xf800) === 0xd800, (y & 0xf800) === 0xd800]
    return astralX === astralY ? x - y : astralX ? 1 : -1
  }
  return a.length - b.length
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The UTF-8 bytes of a text as a string of one unit (0 to 255) a byte, for code that must see what Go sees. */
export function toByteString(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text
  const bytes = encoder.encode(text)
  let out = ''
  for (let i = 0; i < bytes.length; i += 8192) out += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return out
}

/** The reverse of {@link toByteString}; what is no UTF-8 becomes U+FFFD. */
export function fromByteString(bytes: string): string {
  if (/^[\0-\x7f]*$/.test(bytes)) return bytes
  return decoder.decode(Uint8Array.from(bytes, (unit) => unit.charCodeAt(0)))
}
