import type { Path } from '../model/path.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { clone, isDict, isList, newDict, type Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import { applyDefaults } from '../validation/default.ts'
import { Budget } from './budget.ts'
import { buildList } from './build-list.ts'
import { buildObject } from './build-object.ts'
import { choices } from './choices.ts'
import { type Clause, idOf, nodeOf, satisfies } from './clause.ts'
import { type Demand, keyOf } from './demand.ts'
import { faultsBelow } from './faults-below.ts'
import { Need } from './need.ts'
import { numberValues } from './number-values.ts'
import { solveRules } from './rules/search.ts'
import type { Shape, Site, Solved, Solving } from './solving.ts'
import { textValues } from './text/text-values.ts'

export interface SolverOptions {
  server: ServerVersion
  shape: Shape
  /** Where there are several choices, as many are passed over. */
  seed: number
  /** Whether a property is there although nothing needs it; for the usual shape. */
  usual?(path: Path): boolean
  /** Whether an optional property is left out in every shape. */
  skip?(path: Path): boolean
  /** Whether the server takes no notice of a property, so that it is not there for any rule. */
  drops?(path: Path): boolean
}

/** What attempts to keep rules may cost in all: about a second. */
const maxCost = 12_000_000
/** What walks through patterns may cost in all, in nodes: about a second. */
const maxTextCost = 10_000_000
/** Nothing is made below so many levels; real schemas have some 30. */
const maxDepth = 150
/** So many ways to meet the combinators of one value are tried. */
const maxChoices = 60
/** So many candidates for a text or number are tested; fewer, once many were tested in all. */
const maxCandidates = 400
const manyTests = 60_000
const fewCandidates = 20

/** Makes values that fit clauses and demands. */
export class Solver implements Solving {
  readonly server: ServerVersion
  readonly shape: Shape
  readonly #options: SolverOptions
  readonly #known = new Map<string, Solved>()
  #tests = 0
  readonly #budget = new Budget(maxCost)
  readonly #texts = new Budget(maxTextCost)

  constructor(options: SolverOptions) {
    this.server = options.server
    this.shape = options.shape
    this.#options = options
  }

  drops(path: Path): boolean {
    return this.#options.drops?.(path) === true
  }

  wants(path: Path): boolean {
    const { shape, usual, skip } = this.#options
    if (skip?.(path)) return false
    return shape === 'full' || (shape === 'usual' && usual?.(path) === true)
  }

  /** @param clauses the schema that declares the value first; there is at least one */
  solve(clauses: readonly Clause[], demands: readonly Demand[], site: Site): Solved {
    if (site.path.length > maxDepth) return { value: emptyOf(clauses[0]!.schema), faults: 1 }
    const key = [
      site.path.join('\0') + (site.sparse ? ' sparse' : ''),
      ...clauses.map(idOf),
      ...demands.map(keyOf),
    ].join('\n')
    let solved = this.#known.get(key)
    if (!solved) this.#known.set(key, (solved = this.#solve(clauses, demands, site)))
    return solved
  }

  #solve(clauses: readonly Clause[], demands: readonly Demand[], site: Site): Solved {
    const [{ schema }] = clauses as [Clause]
    const attempt = (more: readonly Demand[], sparse = site.sparse === true) =>
      this.#demanded(clauses, [...demands, ...more], { ...site, sparse })
    const isForced = demands.some(({ path, asks }) => path.length === 0 && 'value' in asks)
    if (isForced || schema.raw['x-kubernetes-validations'] === undefined) return attempt([])
    const { server, shape } = this
    return solveRules({ schema, isRoot: site.resource !== undefined, server, shape, attempt, budget: this.#budget })
  }

  #demanded(clauses: readonly Clause[], demands: readonly Demand[], site: Site): Solved {
    const own = demands.filter(({ path }) => path.length === 0)
    const all = [...clauses, ...own.flatMap(({ asks }) => ('value' in asks ? [] : [asks]))]
    for (const { asks } of own) if ('value' in asks) return this.#asItIs(asks.value, all, clauses[0]!.schema)
    const deeper = demands.filter(({ path }) => path.length > 0)
    return this.#attempt(all, deeper, site)
  }

  /** The best that can be made without looking at rules. */
  #attempt(clauses: readonly Clause[], demands: readonly Demand[], site: Site): Solved {
    const [{ schema }] = clauses as [Clause]
    const fallback = demands.length === 0 ? this.#fallback(schema) : undefined
    const ready = fallback === undefined ? undefined : this.#asItIs(fallback, clauses, schema)
    if (ready?.faults === 0) return ready
    let best: Solved | undefined
    for (const need of this.#choices(clauses)) {
      for (const solved of this.#made(need, clauses, demands, site)) {
        if (solved.faults === 0 && isCombined(clauses) && !satisfies(solved.value, clauses, this.server))
          solved.faults = 1
        if (!best || solved.faults < best.faults) best = solved
        if (best.faults === 0) return best
      }
    }
    return best ?? this.#contradictory(clauses, demands, site)
  }

  /** Where nothing will do: what the schema that declares the value says, its combinators aside. */
  #contradictory([first]: readonly Clause[], demands: readonly Demand[], site: Site): Solved {
    const { schema } = first!
    const need = new Need([{ kind: 'fits', schema }])
    for (const made of this.#made(need, [], demands, site)) return { ...made, faults: made.faults + 1 }
    return { value: this.#fallback(schema) ?? emptyOf(schema), faults: 1 }
  }

  /** The default, or an example; not where all that is below shall be seen. */
  #fallback(schema: Schema): Value | undefined {
    const value = this.#options.seed === 0 ? (schema.default ?? undefined) : undefined
    const isSmall = (small: Value) => !isDict(small) && (!isList(small) || (small.length > 0 && !small.some(isDict)))
    if (value !== undefined && (this.shape !== 'full' || isSmall(value))) {
      const made = clone(value)
      applyDefaults(made, nodeOf(schema, this.server))
      return made
    }
    const { example } = schema
    return example !== undefined && example !== null && isSmall(example) ? example : undefined
  }

  /** Ways to meet the clauses, those that suit the shape first. */
  #choices(clauses: readonly Clause[]): Need[] {
    const found: Need[] = []
    for (const need of choices(clauses)) {
      found.push(need)
      if (found.length >= maxChoices) break
    }
    const rotated = this.#rotated(found)
    const cost = (need: Need) => (this.shape === 'full' ? need.absent.size : need.required.size)
    return rotated.sort((a, b) => cost(a) - cost(b))
  }

  *#made(need: Need, clauses: readonly Clause[], demands: readonly Demand[], site: Site): Generator<Solved> {
    const listed = need.schemas.find((schema) => schema.enum?.length)?.enum
    if (listed) {
      for (const value of this.#listed(listed, need, clauses)) yield this.#asItIs(value, clauses, need.schemas[0]!)
      return
    }
    const types = need.types ?? likelyTypes(need, demands)
    for (const type of types) {
      switch (type) {
        case 'object':
          yield buildObject(this, need, demands, site)
          break
        case 'array':
          yield buildList(this, need, demands, site)
          break
        default: {
          const value = this.#scalar(type, need, clauses, site)
          if (value !== undefined) yield { value, faults: 0 }
        }
      }
    }
    const [declared] = need.schemas
    if (declared?.nullable && satisfies(null, clauses, this.server)) yield { value: null, faults: 0 }
  }

  #scalars(type: string, need: Need, { name }: Site): Iterable<Value> {
    switch (type) {
      case 'string':
        return textValues(need, name, this.#texts)
      case 'integer':
        return numberValues(need, true)
      case 'number':
        return numberValues(need, false)
      case 'boolean':
        return this.#rotated([false, true])
      default:
        return []
    }
  }

  #rotated<T>(list: readonly T[]): T[] {
    const at = list.length === 0 ? 0 : this.#options.seed % list.length
    return [...list.slice(at), ...list.slice(0, at)]
  }

  /** A value that was not made here. */
  #asItIs(value: Value, clauses: readonly Clause[], schema: Schema): Solved {
    const faults = satisfies(value, clauses, this.server) ? 0 : 1
    return { value, faults: faults + faultsBelow(value, nodeOf(schema, this.server)) }
  }

  *#listed(values: readonly Value[], need: Need, clauses: readonly Clause[]): Generator<Value> {
    const refused = new Set(need.refused)
    let left = maxCandidates
    for (const value of this.#rotated(values)) {
      if (refused.has(value)) continue
      if (left-- <= 0) return
      if (satisfies(value, clauses, this.server)) yield value
    }
  }

  #scalar(type: string, need: Need, clauses: readonly Clause[], site: Site): Value | undefined {
    let left = (this.#tests < manyTests ? maxCandidates : fewCandidates) + need.refused.length
    for (const value of this.#scalars(type, need, site)) {
      this.#tests++
      if (satisfies(value, clauses, this.server)) return value
      if (--left <= 0) return undefined
    }
    return undefined
  }
}

/** The types to try where anything goes. */
function likelyTypes(need: Need, demands: readonly Demand[]): readonly string[] {
  if (demands.some(({ path }) => typeof path[0] === 'number')) return ['array']
  const says = (keys: readonly string[]) => need.schemas.some(({ raw }) => keys.some((key) => raw[key] !== undefined))
  if (demands.length > 0 || says(['properties', 'required', 'additionalProperties', 'minProperties'])) return ['object']
  if (says(['items', 'minItems', 'maxItems'])) return ['array', 'object', 'string']
  if (says(['pattern', 'minLength', 'maxLength', 'format'])) return ['string', 'object']
  if (says(['minimum', 'maximum', 'multipleOf'])) return ['integer', 'number', 'object']
  return ['object', 'string', 'integer', 'array', 'boolean']
}

function isCombined(clauses: readonly Clause[]): boolean {
  return clauses.some(
    ({ schema, holds }) =>
      !holds || ['allOf', 'anyOf', 'oneOf', 'not'].some((keyword) => schema.raw[keyword] !== undefined),
  )
}

function emptyOf(schema: Schema): Value {
  switch (schema.type) {
    case 'string':
      return ''
    case 'integer':
    case 'number':
      return 0
    case 'boolean':
      return false
    case 'array':
      return []
    default:
      return newDict()
  }
}
