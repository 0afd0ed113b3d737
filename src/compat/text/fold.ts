import { RE2JS } from 're2js'

const known = new Map<number, readonly number[]>()

/** Above this no code point has another case. */
const end = 0x1e944

let cased: readonly number[] | undefined

/** The code points that have an upper and a lower case. */
function casedPoints(): readonly number[] {
  if (!cased) {
    const found: number[] = []
    for (let point = 0; point < end; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue
      const text = String.fromCodePoint(point)
      if (text.toLowerCase() !== text || text.toUpperCase() !== text) found.push(point)
    }
    cased = found
  }
  return cased
}

/** All code points that a letter stands for under `(?i)`, itself included; found by asking the engine for each. */
export function foldedWith(letter: number): readonly number[] {
  let found = known.get(letter)
  if (!found) {
    const text = String.fromCodePoint(letter)
    const pattern = RE2JS.compile(`^(?i:${RE2JS.quote(text)})$`)
    const all = [letter]
    for (const point of casedPoints())
      if (point !== letter && pattern.test(String.fromCodePoint(point))) all.push(point)
    known.set(letter, (found = all))
  }
  return found
}
