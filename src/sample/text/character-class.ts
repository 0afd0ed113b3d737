/** Code points as pairs of first and last, sorted, not overlapping. */
export type Ranges = readonly number[]

export const lastCodePoint = 0x10ffff
export const anyCharacter: Ranges = [0, lastCodePoint]

/** Sorted, and neighbours joined. */
export function normalized(pairs: readonly (readonly [number, number])[]): Ranges {
  const out: number[] = []
  for (const [first, last] of [...pairs].sort((a, b) => a[0] - b[0])) {
    const end = out.at(-1)
    if (end !== undefined && first <= end + 1) out[out.length - 1] = Math.max(end, last)
    else out.push(first, last)
  }
  return out
}

export function pairsOf(ranges: Ranges): [number, number][] {
  const out: [number, number][] = []
  for (let i = 0; i < ranges.length; i += 2) out.push([ranges[i]!, ranges[i + 1]!])
  return out
}

export function complement(ranges: Ranges): Ranges {
  const out: number[] = []
  let next = 0
  for (const [first, last] of pairsOf(ranges)) {
    if (first > next) out.push(next, first - 1)
    next = last + 1
  }
  if (next <= lastCodePoint) out.push(next, lastCodePoint)
  return out
}

export function includes(ranges: Ranges, point: number): boolean {
  for (let i = 0; i < ranges.length; i += 2) if (point >= ranges[i]! && point <= ranges[i + 1]!) return true
  return false
}

/** With the other case of every ASCII letter. */
export function ignoringCase(ranges: Ranges): Ranges {
  const pairs = pairsOf(ranges)
  for (let upper = 0x41; upper <= 0x5a; upper++) {
    const lower = upper + 0x20
    if (includes(ranges, upper) || includes(ranges, lower)) pairs.push([upper, upper], [lower, lower])
  }
  return normalized(pairs)
}

const digit: Ranges = [0x30, 0x39]
/** What is a word to an assertion. */
export const word: Ranges = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a]
const space: Ranges = [0x09, 0x0a, 0x0c, 0x0d, 0x20, 0x20]

/** `\d` and its kin, by the letter. */
export function perlClass(letter: string): Ranges | undefined {
  const plain = { d: digit, w: word, s: space }[letter.toLowerCase()]
  return plain && (letter === letter.toLowerCase() ? plain : complement(plain))
}

const posix: Readonly<Record<string, Ranges>> = {
  alnum: [0x30, 0x39, 0x41, 0x5a, 0x61, 0x7a],
  alpha: [0x41, 0x5a, 0x61, 0x7a],
  ascii: [0, 0x7f],
  blank: [0x09, 0x09, 0x20, 0x20],
  cntrl: [0, 0x1f, 0x7f, 0x7f],
  digit,
  graph: [0x21, 0x7e],
  lower: [0x61, 0x7a],
  print: [0x20, 0x7e],
  punct: [0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e],
  space: [0x09, 0x0d, 0x20, 0x20],
  upper: [0x41, 0x5a],
  word,
  xdigit: [0x30, 0x39, 0x41, 0x46, 0x61, 0x66],
}

/** `[:alpha:]` by its name, `^` before it negates. */
export function posixClass(name: string): Ranges | undefined {
  const bare = name.startsWith('^') ? name.slice(1) : name
  const members = Object.hasOwn(posix, bare) ? posix[bare]! : undefined
  return members && (bare === name ? members : complement(members))
}

/** Enough of Unicode to find a member of any common category or script: all up to Cyrillic, and some beyond. */
const samples = [...Array(0x460).keys(), 0x5d0, 0x627, 0x905, 0xe01, 0x2028, 0x2029, 0x2030, 0x20ac, 0x2160, 0x3042]
const farSamples = [0x30a2, 0x4e2d, 0xac00, 0xe000, 0x1f600]

/** `\p{Greek}`: those of the samples that are in it; undefined when there is no such category. */
export function unicodeClass(name: string): Ranges | undefined {
  const bare = name.startsWith('^') ? name.slice(1) : name
  const test = property(bare) ?? property(`Script=${bare}`)
  if (!test) return undefined
  const found = normalized(
    [...samples, ...farSamples].filter((point) => test.test(String.fromCodePoint(point))).map((p) => [p, p] as const),
  )
  return bare === name ? found : complement(found)
}

function property(name: string): RegExp | undefined {
  try {
    return new RegExp(`^\\p{${name}}$`, 'u')
  } catch {
    return undefined
  }
}
