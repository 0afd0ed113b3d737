import { alphabet } from './alphabet.ts'
import { Automaton } from './automaton.ts'

/** What a text has to be. */
export interface Wanted {
  /** It matches all of these. */
  matches: readonly string[]
  /** And not all of these; texts are not held to that when there are none. */
  misses: readonly string[]
  /** In code points. */
  min: number
  max: number
}

/** `complete`: nothing was left out because it took too much, or because a pattern cannot be compiled. */
export type Found = { texts: string[]; complete: boolean }

const maxStates = 4000
/** A step of small automata counts 1, of large ones more. */
const maxSteps = 150_000
const smallSize = 40

const known = new Map<string, Found>()

/**
 * The shortest texts of a kind, a few of them.
 * @returns `complete` with no text: there is none, which is a proof
 */
export function findTexts(wanted: Wanted, limit = 4): Found {
  const key = JSON.stringify([wanted, limit])
  let found = known.get(key)
  if (!found) {
    if (known.size > 2000) known.clear()
    known.set(key, (found = new Search(wanted, limit).run()))
  }
  return found
}

interface Point {
  states: readonly number[]
  length: number
  parent: Point | undefined
  point: number
}

class Search {
  readonly #wanted: Wanted
  readonly #limit: number
  readonly #automata: readonly (Automaton | undefined)[]
  readonly #texts: string[] = []
  #steps = 0

  constructor(wanted: Wanted, limit: number) {
    this.#wanted = wanted
    this.#limit = limit
    this.#automata = [...wanted.matches, ...wanted.misses].map((pattern) => Automaton.of(pattern))
  }

  run(): Found {
    const { min, max } = this.#wanted
    if (this.#automata.some((automaton) => !automaton) || min > max) return { texts: [], complete: min > max }
    const automata = this.#automata as readonly Automaton[]
    const points = alphabet(automata)
    const seen = this.#shortest(automata, points)
    if (seen === 'too many') return { texts: this.#texts, complete: false }
    // Every state has been seen with its shortest text: those that are too long have no shorter one.
    if (this.#texts.length > 0 || !seen.tooShort) return { texts: this.#texts, complete: true }
    return { texts: this.#texts, complete: this.#longer(automata, points) }
  }

  /** Breadth first over states, so that each is met with its shortest text. */
  #shortest(automata: readonly Automaton[], points: readonly number[]): { tooShort: boolean } | 'too many' {
    const first: Point = { states: automata.map(({ start }) => start), length: 0, parent: undefined, point: 0 }
    const seen = new Set([first.states.join()])
    let tooShort = false
    const queue = [first]
    for (let i = 0; i < queue.length; i++) {
      const at = queue[i]!
      if (this.#isWanted(at.states, automata)) {
        if (at.length < this.#wanted.min) tooShort = true
        else if (at.length <= this.#wanted.max) this.#texts.push(textOf(at))
        if (this.#texts.length >= this.#limit) return { tooShort }
      }
      if (at.length >= this.#wanted.max) continue
      for (const point of points) {
        if (this.#isTooMuch(automata)) return 'too many'
        const states = automata.map((automaton, j) => automaton.step(at.states[j]!, point))
        const key = states.join()
        if (seen.has(key) || this.#isHopeless(states, automata)) continue
        if (seen.size >= maxStates) return 'too many'
        seen.add(key)
        queue.push({ states, length: at.length + 1, parent: at, point })
      }
    }
    return { tooShort }
  }

  /** Layer by layer up to the least length that is asked for, and on to the greatest. @returns whether all was seen */
  #longer(automata: readonly Automaton[], points: readonly number[]): boolean {
    const { min, max } = this.#wanted
    let layer = new Map<string, Point>()
    layer.set('', { states: automata.map(({ start }) => start), length: 0, parent: undefined, point: 0 })
    for (let length = 0; length <= max; length++) {
      if (layer.size === 0) return true
      if (length >= min) {
        for (const at of layer.values()) {
          if (!this.#isWanted(at.states, automata)) continue
          this.#texts.push(textOf(at))
          return true
        }
      }
      const next = new Map<string, Point>()
      for (const at of layer.values()) {
        for (const point of points) {
          if (this.#isTooMuch(automata)) return false
          const states = automata.map((automaton, j) => automaton.step(at.states[j]!, point))
          const key = states.join()
          if (next.has(key) || this.#isHopeless(states, automata)) continue
          next.set(key, { states, length: length + 1, parent: at, point })
        }
      }
      layer = next
    }
    return true
  }

  #isTooMuch(automata: readonly Automaton[]): boolean {
    for (const { size } of automata) this.#steps += Math.max(1, size / smallSize)
    return this.#steps > maxSteps
  }

  #isWanted(states: readonly number[], automata: readonly Automaton[]): boolean {
    const required = this.#wanted.matches.length
    for (let i = 0; i < required; i++) if (!automata[i]!.accepts(states[i]!)) return false
    if (required === automata.length) return true
    for (let i = required; i < automata.length; i++) if (!automata[i]!.accepts(states[i]!)) return true
    return false
  }

  #isHopeless(states: readonly number[], automata: readonly Automaton[]): boolean {
    for (let i = 0; i < this.#wanted.matches.length; i++) if (automata[i]!.isDead(states[i]!)) return true
    return false
  }
}

function textOf(end: Point): string {
  const points: number[] = []
  for (let at: Point = end; at.parent; at = at.parent) points.push(at.point)
  return String.fromCodePoint(...points.reverse())
}
