import type { Effect } from '../../model/change.ts'
import { clone, isDict, newDict, type Value } from '../../model/value.ts'
import { applyDefaults } from '../../validation/default.ts'
import type { Node } from '../../validation/node.ts'
import { checkRulesOf } from '../../validation/rules.ts'
import type { Edit, RuleAdded } from '../edit.ts'
import { isProven } from '../proven-rule.ts'
import { literalsOf, readsOf } from '../reads.ts'
import { anything, both, itemSite, keySite, type Site, valueSite } from '../site.ts'
import { accepts, nodeOf } from '../values/accepts.ts'
import { plausibly } from '../values/plausible.ts'
import { type Bench, beginsWith, undecided } from './bench.ts'
import { type Said, update } from './trial.ts'

const mostVariants = 300
const mostBases = 6
const mostOfPool = 8
const mostPairs = 60
/** So many values are tried before and after an update. */
const mostUpdated = 40

type Literal = string | number

/** Looks for an object that the old CRD accepts and a new rule refuses; of a rule about changes, for two. */
export function searchRule(bench: Bench, edit: Edit, what: RuleAdded): Effect {
  const { rule, old, new: now } = what
  const { minor } = bench.server
  if (isProven(rule.rule, old, now, minor)) return { aspect: 'WRITE', outcome: 'compatible' }
  const names = new Set((readsOf(rule.rule, minor) ?? []).map(({ steps }) => steps.join('.')))
  const reads = [...names].map((name) => name.split('.').filter((step) => step !== ''))
  const search = new RuleSearch(bench, edit, what)
  const values = () => variants(both(old, now), reads, literalsOf(rule.rule, minor))
  const found = search.object(values())
  if (found || !/\boldSelf\b/.test(rule.rule)) return found ?? undecided('no object was found that the rule refuses')
  return search.update(values()) ?? undecided('no update was found that the rule refuses')
}

class RuleSearch {
  readonly #bench: Bench
  readonly #edit: Edit
  readonly #old: Site
  readonly #node: Node

  constructor(bench: Bench, edit: Edit, { old, new: now }: RuleAdded) {
    this.#bench = bench
    this.#edit = edit
    this.#old = old
    this.#node = nodeOf(now.own, bench.server)
  }

  object(values: Iterable<Value>): Effect | undefined {
    const { path } = this.#edit
    for (const value of values) {
      if (!this.#fits(value) || !this.#fails(value, undefined)) continue
      for (const { object } of this.#bench.accepted(path, { value }))
        if (this.#isBlamed(this.#bench.now(object))) return this.#bench.refused(object)
    }
    return undefined
  }

  /** An update from one value to another. */
  update(all: Generator<Value>): Effect | undefined {
    const values = [...all.filter((value) => this.#fits(value)).take(mostUpdated)]
    let tried = 0
    for (const before of values)
      for (const after of values) {
        if (before === after || !this.#fails(after, before)) continue
        const found = this.#updated(before, after)
        if (found) return found
        if (++tried >= mostPairs) return undefined
      }
    return undefined
  }

  #updated(before: Value, after: Value): Effect | undefined {
    const { path } = this.#edit
    const { old, new: now, server } = this.#bench
    for (const { object: from } of this.#bench.accepted(path, { value: before }))
      for (const { object } of this.#bench.accepted(path, { value: after })) {
        if (!update(object, from, old, server).accepted || !this.#isBlamed(update(object, from, now, server))) continue
        return { aspect: 'WRITE', outcome: 'breaking', witness: clone(object), from: clone(from), ratchets: true }
      }
    return undefined
  }

  #fits(value: Value): boolean {
    return accepts(this.#old, value, this.#bench.server)
  }

  #fails(value: Value, before: Value | undefined): boolean {
    const isRoot = this.#edit.path.length === 0 || this.#node.embeddedResource
    const { causes } = checkRulesOf(this.#filled(value), before && this.#filled(before), this.#node, isRoot)
    return causes.some((cause) => beginsWith(cause.rule, this.#edit.new))
  }

  #filled(value: Value): Value {
    const copy = clone(value)
    applyDefaults(copy, this.#node)
    return copy
  }

  #isBlamed({ causes }: Said): boolean {
    return causes.some((cause) => beginsWith(cause.rule?.path, this.#edit.new))
  }
}

/** Values of a site in which what the rule reads takes many values, alone and in twos. */
function* variants(site: Site, reads: readonly (readonly string[])[], literals: readonly Literal[]): Generator<Value> {
  const bases: Value[] = []
  for (const value of plausibly(site).take(mostBases)) {
    bases.push(value)
    yield value
  }
  if (reads.some((steps) => steps.length === 0)) yield* nearLiterals(literals)
  const pools = reads
    .filter((steps) => steps.length > 0)
    .map((steps) => ({ steps, pool: poolOf(site, steps, literals) }))
  const dicts = bases.filter(isDict).slice(0, 4)
  yield* changed(site, dicts, pools).take(mostVariants)
  for (const [i, { steps, pool }] of pools.entries()) {
    const once = [...changed(site, dicts.slice(0, 2), [{ steps, pool: pool.slice(0, 8) }])]
    yield* changed(site, once, pools.slice(i + 1)).take(mostVariants)
  }
}

interface Pool {
  steps: readonly string[]
  pool: readonly (Value | undefined)[]
}

function* changed(site: Site, bases: readonly Value[], pools: readonly Pool[]): Generator<Value> {
  for (const { steps, pool } of pools)
    for (const base of bases)
      for (const value of pool) {
        const other = put(site, base, steps, value)
        if (other !== undefined) yield other
      }
}

/** Values for a field that a rule reads; undefined stands for none. */
function poolOf(site: Site, steps: readonly string[], literals: readonly Literal[]): (Value | undefined)[] {
  let at: Site | undefined = site
  for (const step of steps) at = at && stepSite(at, step)
  return [undefined, ...nearLiterals(literals), ...(at ? plausibly(at).take(mostOfPool) : [])]
}

function stepSite(site: Site, step: string): Site | undefined {
  return step === '*' ? (itemSite(site) ?? valueSite(site)) : keySite(site, step)
}

function* nearLiterals(literals: readonly Literal[]): Generator<Value> {
  for (const literal of literals) {
    yield literal
    if (typeof literal === 'number') {
      yield literal + 1
      yield literal - 1
    }
  }
}

/** A copy with a value at a place; what is missing on the way is made. Undefined when that cannot be. */
function put(site: Site, base: Value, steps: readonly string[], value: Value | undefined): Value | undefined {
  const [step, ...rest] = steps
  if (step === undefined) return value
  const below = stepSite(site, step) ?? anything
  if (step === '*' && itemSite(site)) {
    const list = Array.isArray(base) ? [...base] : []
    const [first = firstOf(below)] = list
    const item = put(below, first ?? null, rest, value)
    if (item === undefined) return undefined
    return [item, ...list.slice(1)]
  }
  const dict = isDict(base) ? Object.assign(newDict(), base) : newDict()
  const key = step === '*' ? 'key' : step
  const inner = rest.length === 0 ? value : put(below, dict[key] ?? firstOf(below) ?? null, rest, value)
  if (inner === undefined) {
    if (rest.length > 0) return undefined
    delete dict[key]
  } else dict[key] = inner
  return dict
}

function firstOf(site: Site): Value | undefined {
  const [value] = plausibly(site)
  return value
}
