import { goPattern } from '../../schema/go-pattern.ts'
import { foldedWith } from './fold.ts'

/** One instruction of a compiled pattern; re2js keeps Go's form (upstream: regexp/syntax/prog.go). */
interface Instruction {
  op: number
  out: number
  arg: number
  runes: ArrayLike<number>
  matchRune(point: number): boolean
}

const alternative = 1
const alternativeMatch = 2
const capture = 3
const emptyWidth = 4
const match = 6
const nothing = 7
const rune = 8
const rune1 = 9
const runeAny = 10
const runeAnyNotNewline = 11

const beginLine = 1
const endLine = 2
const beginText = 4
const endText = 8
const wordBoundary = 16
const noWordBoundary = 32

/** Before the first and after the last code point. */
const outside = -1
const newline = 0x0a

/**
 * A pattern as a deterministic automaton over code points, made state by state as it is walked. States are small numbers;
 * a text matches when the state after its last code point accepts. Patterns are unanchored, as the server takes them.
 */
export class Automaton {
  readonly start: number
  readonly #program: readonly Instruction[]
  readonly #first: number
  readonly #minds: { words: boolean; lines: boolean }
  readonly #states: State[] = []
  readonly #known = new Map<string, number>()
  readonly #steps: Map<number, number>[] = []

  private constructor(program: readonly Instruction[], first: number) {
    this.#program = program
    this.#first = first
    const minded = program.reduce((all, { op, arg }) => (op === emptyWidth ? all | arg : all), 0)
    this.#minds = {
      words: (minded & (wordBoundary | noWordBoundary)) !== 0,
      lines: (minded & (beginLine | endLine)) !== 0,
    }
    this.start = this.#intern({ at: [], before: outside, matched: false })
  }

  /** Undefined when the pattern cannot be compiled. */
  static of(pattern: string): Automaton | undefined {
    const compiled = goPattern(pattern)
    if (typeof compiled === 'string') return undefined
    const { inst, start } = compiled.re2Input.prog as { inst: readonly Instruction[]; start: number }
    return new Automaton(inst, start)
  }

  /** So many instructions a step may have to look at. */
  get size(): number {
    return this.#program.length
  }

  /** The state after one more code point. */
  step(state: number, point: number): number {
    const known = this.#steps[state]!.get(point)
    if (known !== undefined) return known
    const next = this.#step(this.#states[state]!, point)
    this.#steps[state]!.set(point, next)
    return next
  }

  /** Does a text that ends here match? */
  accepts(state: number): boolean {
    const { matched } = this.#states[state]!
    return matched || this.#closure(this.#states[state]!, outside).matched
  }

  /** Has no continuation a match? True only where that is plain to see. */
  isDead(state: number): boolean {
    const { at, before, matched } = this.#states[state]!
    return !matched && at.length === 0 && before !== outside && this.#isAnchored()
  }

  /** Code points at which the behaviour may change: each begins a range that is treated alike. */
  bounds(): number[] {
    const out: number[] = []
    for (const { op, runes, arg } of this.#program) {
      if (op === runeAnyNotNewline) out.push(newline, newline + 1)
      if (op !== rune && op !== rune1) continue
      if (runes.length === 1) {
        const points = arg & 1 ? foldedWith(runes[0]!) : [runes[0]!]
        for (const point of points) out.push(point, point + 1)
      } else for (let i = 0; i + 1 < runes.length; i += 2) out.push(runes[i]!, runes[i + 1]! + 1)
    }
    if (this.#minds.lines) out.push(newline, newline + 1)
    if (this.#minds.words) out.push(0x30, 0x3a, 0x41, 0x5b, 0x5f, 0x60, 0x61, 0x7b)
    return out
  }

  #isAnchored(): boolean {
    const first = this.#program[this.#first]!
    return first.op === emptyWidth && (first.arg & beginText) !== 0
  }

  #step(state: State, point: number): number {
    if (state.matched) return this.#intern({ at: [], before: this.#remember(point), matched: true })
    const { reached, matched } = this.#closure(state, point)
    const at: number[] = []
    if (!matched) {
      for (const pc of reached) {
        const instruction = this.#program[pc]!
        if (takes(instruction, point)) at.push(instruction.out)
      }
    }
    return this.#intern({ at: [...new Set(at)].sort((a, b) => a - b), before: this.#remember(point), matched })
  }

  /** Where one may be before the next code point is taken, and whether the pattern has matched by then. */
  #closure({ at, before }: State, next: number): { reached: Set<number>; matched: boolean } {
    const flags = between(before, next)
    const reached = new Set<number>()
    const todo = [...at, this.#first]
    let matched = false
    for (let pc = todo.pop(); pc !== undefined; pc = todo.pop()) {
      if (reached.has(pc)) continue
      reached.add(pc)
      const { op, out, arg } = this.#program[pc]!
      switch (op) {
        case alternative:
        case alternativeMatch:
          todo.push(out, arg)
          break
        case capture:
        case nothing:
          todo.push(out)
          break
        case emptyWidth:
          if ((arg & ~flags) === 0) todo.push(out)
          break
        case match:
          matched = true
          break
      }
    }
    return { reached, matched }
  }

  /** Of the code point before, only as much as the pattern looks at. */
  #remember(point: number): number {
    if (this.#minds.words && isWord(point)) return 0x61
    return this.#minds.lines && point === newline ? newline : 0x20
  }

  #intern(state: State): number {
    const key = state.matched ? 'matched' : `${state.before} ${state.at.join(' ')}`
    let id = this.#known.get(key)
    if (id === undefined) {
      id = this.#states.length
      this.#known.set(key, id)
      this.#states.push(state)
      this.#steps.push(new Map())
    }
    return id
  }
}

interface State {
  /** Instructions that go on, before what needs no code point has been followed. */
  at: readonly number[]
  before: number
  matched: boolean
}

function takes(instruction: Instruction, point: number): boolean {
  switch (instruction.op) {
    case rune:
    case rune1:
      return instruction.runes.length > 0 && instruction.matchRune(point)
    case runeAny:
      return true
    case runeAnyNotNewline:
      return point !== newline
    default:
      return false
  }
}

/** What holds between two code points. Upstream: regexp/syntax/prog.go EmptyOpContext. */
function between(before: number, next: number): number {
  let flags = isWord(before) === isWord(next) ? noWordBoundary : wordBoundary
  if (before === outside) flags |= beginText | beginLine
  if (before === newline) flags |= beginLine
  if (next === outside) flags |= endText | endLine
  if (next === newline) flags |= endLine
  return flags
}

function isWord(point: number): boolean {
  return (
    (point >= 0x30 && point <= 0x39) ||
    (point >= 0x41 && point <= 0x5a) ||
    point === 0x5f ||
    (point >= 0x61 && point <= 0x7a)
  )
}
