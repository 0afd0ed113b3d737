import type { Finding } from '../model/finding.ts'
import { firstInvalid } from './first-invalid.ts'
import { unreadable } from './trouble.ts'

/** A file's bytes as text; `finding` says why they are none. */
export interface DecodedText {
  /** With a finding, what can be shown of it. */
  text: string
  finding: Finding | undefined
}

/**
 * UTF-8, or UTF-16 with a byte order mark, as kubectl reads files. Where bytes are no UTF-8 kubectl goes on with U+FFFD
 * in their place; nobody wants that. Upstream: cli-runtime/pkg/resource/visitor.go FileVisitor.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length > largest) return refused('the file is larger than 512 MiB', 'split it')
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === 'utf-8' }).decode(bytes)
    if (encoding !== 'utf-8' || !bytes.subarray(0, sample).includes(0)) return { text, finding: undefined }
  } catch (error) {
    // By name: that of another realm, as in a test, is another class.
    if ((error as Error).name !== 'TypeError') throw error
    if (encoding !== 'utf-8') return refused('the file is not valid UTF-16', 'save it as UTF-8')
  }
  if (bytes.subarray(0, sample).includes(0)) {
    if (looksLikeUTF16(bytes))
      return refused('the file looks like UTF-16 without a byte order mark', 'save it as UTF-8')
    return refused('this is a binary file, not YAML or JSON', 'leave it out')
  }
  return invalid(bytes)
}

const sample = 8000
/** Longer texts are no strings in V8. */
const largest = 2 ** 29 - 24

/** Manifests begin with ASCII, of which every other byte is zero then. */
function looksLikeUTF16(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 32)
  if (start.length < 2) return false
  const zero = start[0] === 0 ? 0 : 1
  return start.every((byte, i) =>
    i % 2 === zero ? byte === 0 : byte >= 0x20 || /[\t\n\r]/.test(String.fromCharCode(byte)),
  )
}

function refused(message: string, hint: string): DecodedText {
  const finding = unreadable('', message, 0, hint)
  delete finding.position
  return { text: '', finding }
}

function invalid(bytes: Uint8Array): DecodedText {
  const at = firstInvalid(bytes)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const offset = decoder.decode(bytes.subarray(0, at)).length
  const text = decoder.decode(bytes)
  const hex = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  const message = `the file is not valid UTF-8: byte 0x${hex} at offset ${at}`
  return { text, finding: unreadable(text, message, offset, 'save it as UTF-8') }
}
