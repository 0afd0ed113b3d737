import { includes, type Ranges, word } from './character-class.ts'
import type { Assertion, Pattern } from './pattern-syntax.ts'

/** What stands before a place in a text, as far as assertions look back. */
export type Before = 'begin' | 'newline' | 'word' | 'other'

type Node =
  | { kind: 'character'; ranges: Ranges; next: number }
  | { kind: 'split'; next: number[] }
  | { kind: 'assertion'; what: Assertion; next: number }
  | { kind: 'match' }

/** Where a search is: the nodes that have been reached, or true once a match was found. */
export type Progress = readonly number[] | true

/** Beyond this many nodes a pattern is not unrolled. */
const maxNodes = 20_000

class TooLarge extends Error {}

const classes = new Map<string, Ranges>()

/**
 * A pattern as a machine that finds it anywhere in a text, read character by character. It keeps sets of nodes, so it
 * never backtracks.
 */
export class Automaton {
  readonly #nodes: Node[] = []
  readonly #first: number

  private constructor(pattern: Pattern) {
    this.#first = this.#add(pattern, this.#node({ kind: 'match' }))
  }

  /** Undefined when the pattern is too large to unroll its repetitions. */
  static of(pattern: Pattern): Automaton | undefined {
    try {
      return new Automaton(pattern)
    } catch (error) {
      if (error instanceof TooLarge) return undefined
      throw error
    }
  }

  get start(): Progress {
    return [this.#first]
  }

  /** After one more character. */
  step(from: Progress, before: Before, point: number): Progress {
    if (from === true) return true
    const reached = this.#closure(from, before, point)
    if (reached === true) return true
    const next = new Set<number>([this.#first])
    for (const node of reached) if (includes(node.ranges, point)) next.add(node.next)
    return [...next].sort((a, b) => a - b)
  }

  /** Was it found, when the text ends here? */
  matches(from: Progress, before: Before): boolean {
    return from === true || this.#closure(from, before, undefined) === true
  }

  /** The classes of characters that may come next; true when a match was found, or is by any that follows. */
  open(from: Progress, before: Before): ReadonlySet<Ranges> | true {
    if (from === true) return true
    const out = new Set<Ranges>()
    let found = 0
    // What may follow decides assertions, so all kinds of followers are tried.
    for (const follower of [0x61, 0x20, 0x0a]) {
      const reached = this.#closure(from, before, follower)
      if (reached === true) found++
      else for (const { ranges } of reached) out.add(ranges)
    }
    return found === 3 || (found > 0 && out.size === 0) ? true : out
  }

  #closure(from: readonly number[], before: Before, next: number | undefined): true | (Node & { kind: 'character' })[] {
    const out: (Node & { kind: 'character' })[] = []
    const seen = new Set<number>(from)
    const todo = [...from]
    const visit = (index: number) => {
      if (seen.has(index)) return
      seen.add(index)
      todo.push(index)
    }
    for (let index = todo.pop(); index !== undefined; index = todo.pop()) {
      const node = this.#nodes[index]!
      if (node.kind === 'match') return true
      if (node.kind === 'character') out.push(node)
      else if (node.kind === 'split') node.next.forEach(visit)
      else if (holds(node.what, before, next)) visit(node.next)
    }
    return out
  }

  /** Equal classes are one, so that they are told apart quickly. */
  #same(ranges: Ranges): Ranges {
    const key = ranges.join()
    const known = classes.get(key)
    if (known) return known
    if (classes.size > 10_000) classes.clear()
    classes.set(key, ranges)
    return ranges
  }

  #node(node: Node): number {
    if (this.#nodes.length >= maxNodes) throw new TooLarge()
    return this.#nodes.push(node) - 1
  }

  /** Adds a pattern that goes on at `next`; returns where it begins. */
  #add(pattern: Pattern, next: number): number {
    switch (pattern.kind) {
      case 'character':
        return this.#node({ kind: 'character', ranges: this.#same(pattern.ranges), next })
      case 'assertion':
        return this.#node({ kind: 'assertion', what: pattern.what, next })
      case 'sequence':
        return pattern.parts.reduceRight((after, part) => this.#add(part, after), next)
      case 'choice':
        return this.#node({ kind: 'split', next: pattern.parts.map((part) => this.#add(part, next)) })
      case 'repeat':
        return this.#repeat(pattern, next)
    }
  }

  #repeat({ part, least, most }: Pattern & { kind: 'repeat' }, next: number): number {
    let at = next
    if (most === Number.POSITIVE_INFINITY) {
      const loop: Node & { kind: 'split' } = { kind: 'split', next: [next] }
      at = this.#node(loop)
      loop.next.push(this.#add(part, at))
    } else for (let i = least; i < most; i++) at = this.#node({ kind: 'split', next: [next, this.#add(part, at)] })
    for (let i = 0; i < least; i++) at = this.#add(part, at)
    return at
  }
}

export function kindOf(point: number): Before {
  if (point === 0x0a) return 'newline'
  return isWord(point) ? 'word' : 'other'
}

function isWord(point: number | undefined): boolean {
  return point !== undefined && includes(word, point)
}

function holds(what: Assertion, before: Before, next: number | undefined): boolean {
  switch (what) {
    case 'text-begins':
      return before === 'begin'
    case 'text-ends':
      return next === undefined
    case 'line-begins':
      return before === 'begin' || before === 'newline'
    case 'line-ends':
      return next === undefined || next === 0x0a
    case 'word-edge':
      return (before === 'word') !== isWord(next)
    case 'no-word-edge':
      return (before === 'word') === isWord(next)
  }
}
