import { knownToGo } from './unicode.ts'

const printable = new RegExp(`^${knownToGo}[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]$`, 'u')

/** Go's strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space, of Unicode 15.0. */
export function isPrint(codePoint: number): boolean {
  if (codePoint < 0x7f) return codePoint >= 0x20
  return printable.test(String.fromCodePoint(codePoint))
}
