import type { CompiledRule } from '../../cel/compile-rules.ts'
import { view } from '../../cel/data.ts'
import { Optional } from '../../cel/value.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import { isDict, isList, type Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import { rulesOf } from '../../validation/rules.ts'
import type { Budget } from '../budget.ts'
import { nodeOf } from '../clause.ts'
import { type Demand, keyOf, present } from '../demand.ts'
import type { Shape, Solved } from '../solving.ts'
import { Goals } from './goals.ts'
import type { Move } from './seeker.ts'
import { Subject } from './subject.ts'

/** A value whose rules shall hold. */
export interface RuleProblem {
  /** The schema that declares it, and its rules. */
  schema: Schema
  isRoot: boolean
  server: ServerVersion
  shape: Shape
  /** Makes the value under more demands; `sparse` without what it does not need. */
  attempt(demands: readonly Demand[], sparse?: boolean): Solved
  /** Work that is left for all values together. */
  budget: Budget
}

/** So many attempts at one value. */
const maxAttempts = 150
/** So many moves are tried from one state. */
const maxMoves = 40
/** So many moves are made one after the other. */
const maxDepth = 40
const costLimit = 1_000_000
/** What making a value is reckoned to cost. */
const attemptCost = 2_000

interface State {
  demands: readonly Demand[]
  depth: number
  /** What was wrong before this state's last move. */
  faults: number
}

/**
 * The best value that keeps its rules: demands are added that bring the first broken rule nearer to being kept, the most
 * promising state first.
 */
export function solveRules(problem: RuleProblem): Solved {
  const quick = search(problem, false)
  if (quick.faults === 0) return quick
  const thorough = search(problem, true)
  const better = thorough.faults < quick.faults ? thorough : quick
  if (better.faults === 0 || problem.shape !== 'full') return better
  const { attempt } = problem
  const sparse = search({ ...problem, attempt: (demands) => attempt(demands, true) }, true)
  if (sparse.faults >= better.faults) return better
  return grown(problem, sparse)
}

/** A value with as many of its optional fields as it can have, one after the other. */
function grown(problem: RuleProblem, least: Found): Found {
  let best = least
  for (const name of problem.schema.properties.keys()) {
    if (isDict(best.value) && best.value[name] !== undefined) continue
    const demands = [...best.demands, present([name])]
    const made = judged(problem, problem.attempt(demands, true))
    if (made.faults <= best.faults) best = { ...made, demands }
  }
  return best
}

interface Found extends Solved {
  demands: readonly Demand[]
}

/** The value with its broken rules counted. */
function judged(problem: RuleProblem, made: Solved): Solved & { broken: readonly CompiledRule[] } {
  const broken = askedOf(problem).filter((rule) => !isKept(rule, made.value, problem))
  return { value: made.value, faults: made.faults + broken.length, broken }
}

function askedOf({ schema, isRoot, server }: RuleProblem): CompiledRule[] {
  return (rulesOf(nodeOf(schema, server), isRoot) ?? []).filter(isAsked)
}

function search(problem: RuleProblem, thorough: boolean): Found {
  const { attempt, budget } = problem
  const todo: State[] = [{ demands: [], depth: 0, faults: 0 }]
  const seen = new Set<string>([''])
  let impossible: number | undefined
  let best: Found | undefined
  for (let attempts = 0; todo.length > 0; attempts++) {
    if (best && (attempts >= maxAttempts || budget.isSpent)) break
    budget.spend(attemptCost)
    const state = todo.pop()!
    const made = attempt(state.demands)
    const { broken, ...solved } = judged(problem, made)
    if (!best || solved.faults < best.faults) best = { ...solved, demands: state.demands }
    if (solved.faults === 0) return best
    impossible ??= made.faults
    // Demands that cannot be met together cannot be with more demands either.
    if (made.faults > impossible || state.depth >= maxDepth) continue
    const moves = movesFor(broken, made.value, problem, thorough).slice(0, maxMoves)
    // The first move comes out first.
    for (const move of moves.reverse()) {
      const kept = state.demands.filter((each) => !each.guess || !move.some((other) => isSamePlace(each, other)))
      const demands = new Map([...kept, ...move].map((each) => [keyOf(each), each]))
      const key = [...demands.keys()].sort().join('\n')
      if (seen.has(key)) continue
      seen.add(key)
      todo.push({ demands: [...demands.values()], depth: state.depth + 1, faults: solved.faults })
    }
    todo.sort((a, b) => b.faults - a.faults || a.depth - b.depth)
  }
  return best!
}

function isSamePlace(guess: Demand, other: Demand): boolean {
  return other.guess === true && JSON.stringify(guess.path) === JSON.stringify(other.path)
}

/** Rules about changes have nothing to say about what is new. */
function isAsked({ rule, program, error, usesOldSelf }: CompiledRule): boolean {
  return (program !== undefined || error !== undefined) && (!usesOldSelf || rule.optionalOldSelf === true)
}

function isKept({ program, error }: CompiledRule, value: Value, { schema, isRoot, budget }: RuleProblem): boolean {
  if (!program || error !== undefined) return false
  const outcome = program.run([view(value, schema, isRoot), Optional.none], costLimit)
  budget.spend(outcome.cost)
  return outcome.value === true
}

/** Moves for the first broken rule that has any; those that change least come first. */
function movesFor(broken: readonly CompiledRule[], value: Value, problem: RuleProblem, thorough: boolean): Move[] {
  for (const { checked } of broken) {
    if (!checked) continue
    const subject = new Subject(value, problem.schema, problem.isRoot, checked, problem.server, problem.budget)
    const moves = new Goals(subject, thorough, (other) => judged(problem, { value: other, faults: 0 }).faults).want(
      checked.expr,
      true,
      [],
    )
    if (moves.length === 0) continue
    const costs = new Map(moves.map((move) => [move, costOf(move, subject, problem.shape)]))
    return [...moves].sort((a, b) => costs.get(a)! - costs.get(b)!)
  }
  return []
}

/** How far a move leads away from the shape: what it takes away of a full sample, or adds to another. */
function costOf(move: Move, subject: Subject, shape: Shape): number {
  let cost = 0
  for (const { path, asks, present } of move) {
    if ('value' in asks) continue
    const { required, maxItems, maxProperties, maxLength } = asks.schema
    const name = asks.holds ? undefined : required[0]
    if (shape === 'full') {
      if (name !== undefined) cost += sizeOf(subject.raw([...path, name]))
      else if (maxItems === 0 || maxProperties === 0 || maxLength === 0) cost += sizeOf(subject.raw(path)) + 0.5
    } else if (present && subject.raw(path) === undefined) cost += 1
  }
  return cost
}

/** Scalars in a value. */
function sizeOf(value: Value | undefined): number {
  if (value === undefined) return 0
  if (isList(value)) return 1 + value.reduce<number>((sum, item) => sum + sizeOf(item), 0)
  if (isDict(value)) return 1 + Object.keys(value).reduce((sum, key) => sum + sizeOf(value[key]), 0)
  return 1
}
