import { RE2JS } from 're2js'

const known = new Map<number, readonly number[]>()

/** Above this no code point has another case. */
const end = 0x1e944
/** ASCII letters that others count as, beside their own two cases: the Kelvin sign and the long s. */
const beyondASCII: ReadonlyMap<string, number> = new Map([
  ['k', 0x212a],
  ['s', 0x17f],
])

/** All code points that a letter stands for under `(?i)`, itself included. */
export function foldedWith(letter: number): readonly number[] {
  let found = known.get(letter)
  if (!found) known.set(letter, (found = letter < 0x80 ? foldedASCII(letter) : foldedByEngine(letter)))
  return found
}

function foldedASCII(letter: number): number[] {
  const text = String.fromCodePoint(letter)
  const more = beyondASCII.get(text.toLowerCase())
  const cases = [text.toLowerCase().charCodeAt(0), text.toUpperCase().charCodeAt(0)]
  return [...new Set(cases), ...(more === undefined ? [] : [more])]
}

/** By asking the engine for each code point that has two cases. */
function foldedByEngine(letter: number): number[] {
  const pattern = RE2JS.compile(`^(?i:${RE2JS.quote(String.fromCodePoint(letter))})$`)
  const all = [letter]
  for (let point = 0; point < end; point++) {
    if (point === letter || (point >= 0xd800 && point <= 0xdfff)) continue
    const text = String.fromCodePoint(point)
    if (text.toLowerCase() === text && text.toUpperCase() === text) continue
    if (pattern.test(text)) all.push(point)
  }
  return all
}
