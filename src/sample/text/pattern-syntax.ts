import {
  anyCharacter,
  complement,
  ignoringCase,
  normalized,
  pairsOf,
  perlClass,
  posixClass,
  type Ranges,
  unicodeClass,
} from './character-class.ts'

export type Assertion = 'text-begins' | 'text-ends' | 'line-begins' | 'line-ends' | 'word-edge' | 'no-word-edge'

/** A regular expression of RE2. */
export type Pattern =
  | { kind: 'character'; ranges: Ranges }
  | { kind: 'sequence' | 'choice'; parts: Pattern[] }
  | { kind: 'repeat'; part: Pattern; least: number; most: number }
  | { kind: 'assertion'; what: Assertion }

interface Flags {
  ignoreCase: boolean
  lines: boolean
  dotIsAll: boolean
}

/**
 * Reads a pattern that RE2 takes (see schema/go-pattern.ts, which tells). Undefined when it is nested too deep.
 * Upstream: regexp/syntax.
 */
export function readPattern(text: string): Pattern | undefined {
  const reader = new Reader(text)
  const pattern = reader.choice({ ignoreCase: false, lines: false, dotIsAll: false }, 0)
  return reader.isTooDeep ? undefined : pattern
}

const maxDepth = 200

class Reader {
  isTooDeep = false
  readonly #points: string[]
  #at = 0

  constructor(text: string) {
    this.#points = [...text]
  }

  /** Up to the end or a closing parenthesis; flags set within hold up to there. */
  choice(outer: Flags, depth: number): Pattern {
    if (depth > maxDepth) this.isTooDeep = true
    let flags = outer
    let sequence: Pattern[] = []
    const parts: Pattern[] = []
    while (!this.isTooDeep && this.#at < this.#points.length && this.#peek() !== ')') {
      if (this.#take('|')) {
        parts.push({ kind: 'sequence', parts: sequence })
        sequence = []
        continue
      }
      const set = this.#flags(flags)
      if (set) {
        flags = set
        continue
      }
      sequence.push(...this.#literals(flags), ...this.#repeated(flags, depth))
    }
    parts.push({ kind: 'sequence', parts: sequence })
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts }
  }

  #peek(offset = 0): string | undefined {
    return this.#points[this.#at + offset]
  }

  #take(text: string): boolean {
    for (let i = 0; i < text.length; i++) if (this.#peek(i) !== text[i]) return false
    this.#at += text.length
    return true
  }

  /** `(?i)` */
  #flags(flags: Flags): Flags | undefined {
    if (this.#peek() !== '(' || this.#peek(1) !== '?') return undefined
    const found = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/.exec(this.#ahead(20))
    if (!found) return undefined
    this.#at += found[0].length
    return changed(flags, found[1]!, found[2] ?? '')
  }

  #ahead(count: number): string {
    return this.#points.slice(this.#at, this.#at + count).join('')
  }

  /** `\Q…\E`, all but the last character, which a repetition may follow. */
  #literals(flags: Flags): Pattern[] {
    if (!this.#take('\\Q')) return []
    const out: Pattern[] = []
    while (this.#at < this.#points.length && !this.#take('\\E'))
      out.push(this.#literal(this.#points[this.#at++]!, flags))
    return out
  }

  #literal(character: string, flags: Flags): Pattern {
    const point = character.codePointAt(0)!
    return this.#characters([point, point], flags)
  }

  #characters(ranges: Ranges, flags: Flags): Pattern {
    return { kind: 'character', ranges: flags.ignoreCase ? ignoringCase(ranges) : ranges }
  }

  #repeated(flags: Flags, depth: number): Pattern[] {
    if (this.#at >= this.#points.length || this.#peek() === ')' || this.#peek() === '|') return []
    let part = this.#atom(flags, depth)
    for (let counts = this.#counts(); counts; counts = this.#counts()) {
      this.#take('?')
      part = { kind: 'repeat', part, least: counts[0], most: counts[1] }
    }
    return [part]
  }

  #counts(): [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY]
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY]
    if (this.#take('?')) return [0, 1]
    const found = /^\{(\d+)(,(\d*))?\}/.exec(this.#ahead(16))
    if (!found) return undefined
    this.#at += found[0].length
    const least = Number(found[1])
    return [least, found[2] === undefined ? least : found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3])]
  }

  #atom(flags: Flags, depth: number): Pattern {
    const character = this.#points[this.#at++]!
    switch (character) {
      case '(':
        return this.#group(flags, depth)
      case '[':
        return { kind: 'character', ranges: this.#class(flags) }
      case '.':
        return { kind: 'character', ranges: flags.dotIsAll ? anyCharacter : complement([0x0a, 0x0a]) }
      case '^':
        return { kind: 'assertion', what: flags.lines ? 'line-begins' : 'text-begins' }
      case '$':
        return { kind: 'assertion', what: flags.lines ? 'line-ends' : 'text-ends' }
      case '\\':
        return this.#escape(flags)
      default:
        return this.#literal(character, flags)
    }
  }

  #group(outer: Flags, depth: number): Pattern {
    let flags = outer
    const head = /^\?(?:P?<\w+>|([a-zA-Z]*)(?:-([a-zA-Z]+))?:)/.exec(this.#ahead(200))
    if (head) {
      this.#at += [...head[0]].length
      flags = changed(outer, head[1] ?? '', head[2] ?? '')
    }
    const inner = this.choice(flags, depth + 1)
    this.#take(')')
    return inner
  }

  #escape(flags: Flags): Pattern {
    const letter = this.#peek() ?? '\\'
    const assertion = assertions[letter]
    if (assertion) {
      this.#at++
      return { kind: 'assertion', what: assertion }
    }
    return this.#characters(this.#escapedClass(), flags)
  }

  /** What follows a backslash, when it stands for characters. */
  #escapedClass(): Ranges {
    const letter = this.#points[this.#at++] ?? '\\'
    const perl = perlClass(letter)
    if (perl) return perl
    if (letter === 'p' || letter === 'P') {
      const found = /^(?:\{([^}]*)\}|([\s\S]))/u.exec(this.#ahead(60))
      this.#at += [...(found?.[0] ?? '')].length
      const members = unicodeClass(found?.[1] ?? found?.[2] ?? '') ?? []
      return letter === 'p' ? members : complement(members)
    }
    const point = this.#escapedPoint(letter)
    return [point, point]
  }

  #escapedPoint(letter: string): number {
    if (letter === 'x') {
      const found = /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/.exec(this.#ahead(12))
      this.#at += found?.[0].length ?? 0
      return Number.parseInt(found?.[1] ?? found?.[2] ?? '0', 16)
    }
    if (/[0-7]/.test(letter)) {
      const found = /^[0-7]{0,2}/.exec(this.#ahead(2))!
      this.#at += found[0].length
      return Number.parseInt(letter + found[0], 8)
    }
    return controls[letter] ?? letter.codePointAt(0)!
  }

  /** After the opening bracket. */
  #class(flags: Flags): Ranges {
    const negated = this.#take('^')
    const pairs: [number, number][] = []
    for (let first = true; this.#at < this.#points.length && (first || this.#peek() !== ']'); first = false) {
      const named = /^\[:(\^?\w+):\]/.exec(this.#ahead(16))
      const members = named && posixClass(named[1]!)
      if (members) {
        this.#at += named[0].length
        pairs.push(...pairsOf(members))
        continue
      }
      const start = this.#member()
      if (start.length === 2 && start[0] === start[1] && this.#peek() === '-' && (this.#peek(1) ?? ']') !== ']') {
        this.#at++
        pairs.push([start[0]!, this.#member()[0]!])
      } else pairs.push(...pairsOf(start))
    }
    this.#take(']')
    // Case first: what is excluded is excluded in both.
    const ranges = flags.ignoreCase ? ignoringCase(normalized(pairs)) : normalized(pairs)
    return negated ? complement(ranges) : ranges
  }

  #member(): Ranges {
    const character = this.#points[this.#at++]!
    if (character === '\\') return this.#escapedClass()
    const point = character.codePointAt(0)!
    return [point, point]
  }
}

const assertions: Readonly<Record<string, Assertion | undefined>> = {
  A: 'text-begins',
  z: 'text-ends',
  b: 'word-edge',
  B: 'no-word-edge',
}
const controls: Readonly<Record<string, number | undefined>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 }

function changed(flags: Flags, on: string, off: string): Flags {
  const value = (letter: string, now: boolean) => (on.includes(letter) ? true : off.includes(letter) ? false : now)
  return {
    ignoreCase: value('i', flags.ignoreCase),
    lines: value('m', flags.lines),
    dotIsAll: value('s', flags.dotIsAll),
  }
}
