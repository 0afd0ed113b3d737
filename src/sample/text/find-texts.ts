import { goPattern } from '../../schema/go-pattern.ts'
import { Budget } from '../budget.ts'
import { Automaton, type Before, kindOf, type Progress } from './automaton.ts'
import { includes, pairsOf, type Ranges } from './character-class.ts'
import { readPattern } from './pattern-syntax.ts'

/** What a text must be like. Lengths count code points. */
export interface TextNeed {
  patterns: readonly string[]
  /** Patterns that must not be found in it. */
  without: readonly string[]
  least: number
  most: number
}

interface State {
  progress: Progress[]
  before: Before
  /** The text, from its end. */
  last: string
  previous: State | undefined
  length: number
}

/** So many nodes of machines are looked at in one walk. */
const maxWork = 3_000_000
/** What a state costs beside its nodes. */
const stateCost = 100

/** Texts that have to be longer are sought in depth first: of short ones there are too many. */
const longText = 40

/**
 * Texts that fit, the shortest first where they are short, of letters rather than digits and of digits rather than signs:
 * a walk through all patterns at once. Of those that end alike only the first is found. None when nothing fits, or nothing was found with bounded work.
 */
export function findTexts(need: TextNeed, budget = new Budget(maxWork)): Generator<string> {
  return inBothOrders(need, budget)
}

function* inBothOrders(need: TextNeed, budget: Budget): Generator<string> {
  if (budget.isSpent) return
  const machines = [...need.patterns, ...need.without].map(machineOf)
  if (!machines.every((machine) => machine !== undefined)) return
  const isLong = need.least > longText
  let found = false
  for (const deep of [isLong, !isLong]) {
    if (found) return
    for (const text of walk(need, machines, deep, budget)) {
      found = true
      yield text
    }
  }
}

function* walk(
  { patterns, least, most }: TextNeed,
  machines: readonly Automaton[],
  deep: boolean,
  budget: Budget,
): Generator<string> {
  const wanted = machines.map((_, i) => i < patterns.length)
  const start: State = {
    progress: machines.map((machine) => machine.start),
    before: 'begin',
    last: '',
    previous: undefined,
    length: 0,
  }
  const seen = new Set<string>()
  const todo = [start]
  const points = new Points(machines)
  let at = 0
  for (let work = 0; at < todo.length && work < maxWork && !budget.isSpent; ) {
    const state = deep ? todo.pop()! : todo[at++]!
    const { progress, before, length } = state
    const fits = machines.every((machine, i) => machine.matches(progress[i]!, before) === wanted[i])
    if (fits && length >= least) yield textOf(state)
    if (length >= most) continue
    const next = points.after(state, wanted)
    const size = progress.reduce((sum, each) => sum + (each === true ? 1 : each.length), 0)
    const cost = (next.length + 3) * size + stateCost
    work += cost
    budget.spend(cost)
    const states = next.flatMap((point) => stepped(machines, wanted, state, point) ?? [])
    // The most readable one is taken off the end first.
    for (const each of deep ? states.reverse() : states) {
      const key = `${Math.min(each.length, least)} ${each.before} ${each.progress.join(';')}`
      if (seen.has(key)) continue
      seen.add(key)
      todo.push(each)
    }
  }
}

/** One character further; undefined when what must not be found was found: that stays. */
function stepped(
  machines: readonly Automaton[],
  wanted: readonly boolean[],
  state: State,
  point: number,
): State | undefined {
  const progress = machines.map((machine, i) => machine.step(state.progress[i]!, state.before, point))
  if (progress.some((each, i) => each === true && !wanted[i])) return undefined
  const last = String.fromCodePoint(point)
  return { progress, before: kindOf(point), last, previous: state, length: state.length + 1 }
}

const known = new Map<string, Automaton | undefined>()

/** Undefined for what is not RE2, or too large. */
function machineOf(pattern: string): Automaton | undefined {
  if (!known.has(pattern)) {
    if (known.size > 500) known.clear()
    const read = typeof goPattern(pattern) === 'string' ? undefined : readPattern(pattern)
    known.set(pattern, read && Automaton.of(read))
  }
  return known.get(pattern)
}

const preferred = [
  ...'abcdefghijklmnopqrstuvwxyz1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-./_: @,=+%#&*~!?$^;\'|(){}[]<>`"\\\t\n',
].map((character) => character.codePointAt(0)!)

/** The characters to go on with: one of each kind that the machines tell apart, the most readable one. */
class Points {
  readonly #machines: readonly Automaton[]
  readonly #ids = new Map<Ranges, number>()
  readonly #known = new Map<string, readonly number[]>()

  constructor(machines: readonly Automaton[]) {
    this.#machines = machines
  }

  /** None where a machine that is wanted cannot get any further. */
  after({ progress, before }: State, wanted: readonly boolean[]): readonly number[] {
    const classes = new Set<Ranges>()
    for (const [i, machine] of this.#machines.entries()) {
      const open = machine.open(progress[i]!, before)
      if (open === true) continue
      if (open.size === 0 && wanted[i]) return []
      for (const ranges of open) classes.add(ranges)
    }
    const key = [...classes].map((ranges) => this.#idOf(ranges)).join(' ')
    let points = this.#known.get(key)
    if (!points) this.#known.set(key, (points = pointsIn(classes)))
    return points
  }

  #idOf(ranges: Ranges): number {
    const id = this.#ids.get(ranges) ?? this.#ids.size
    this.#ids.set(ranges, id)
    return id
  }
}

function pointsIn(classes: ReadonlySet<Ranges>): number[] {
  const byKind = new Map<string, number>()
  for (const point of [...preferred, ...farPoints(classes)]) {
    let kind: string = kindOf(point)
    for (const ranges of classes) kind += includes(ranges, point) ? 1 : 0
    if (!byKind.has(kind)) byKind.set(kind, point)
  }
  return [...byKind.values()]
}

/** The ends of ranges beyond ASCII: those that JSON can hold. */
function* farPoints(classes: Iterable<Ranges>): Generator<number> {
  let count = 0
  for (const ranges of classes) {
    for (const [first, last] of pairsOf(ranges)) {
      if (last < 0x20) yield first
      if (last < 0x80) continue
      if (++count > 50) return
      for (const point of [Math.max(first, 0xe9), last]) if (point < 0xd800 || point > 0xdfff) yield point
    }
  }
}

function textOf(state: State): string {
  const characters: string[] = []
  for (let at: State | undefined = state; at; at = at.previous) characters.push(at.last)
  return characters.reverse().join('')
}
