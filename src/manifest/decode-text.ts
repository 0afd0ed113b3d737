import type { Finding } from '../model/finding.ts'
import { unreadable } from './trouble.ts'

/** A file's bytes as text; `finding` says why they are none. */
export interface DecodedText {
  text: string
  finding: Finding | undefined
}

/** UTF-8, or UTF-16 with a byte order mark, as YAML has it. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return {
      text: new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === 'utf-8' }).decode(bytes),
      finding: undefined,
    }
  } catch {
    const binary = bytes.subarray(0, sample).includes(0)
    const message = binary ? 'this is a binary file, not YAML or JSON' : 'the file is not valid UTF-8'
    const hint = binary ? 'leave it out' : 'save it as UTF-8'
    const finding = unreadable('', message, 0, hint)
    delete finding.position
    return { text: '', finding }
  }
}

const sample = 8000
