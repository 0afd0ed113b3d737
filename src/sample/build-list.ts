import { marshal } from '../model/go/json.ts'
import { isDict, type List, type Value } from '../model/value.ts'
import { type Clause, clause } from './clause.ts'
import { below, type Demand, demand, steps } from './demand.ts'
import type { Need } from './need.ts'
import { embeddedIn, type Site, type Solved, type Solving } from './solving.ts'

/** Lists that have to be longer than this are not made. */
const maxItems = 1_000

/** A list with as many items as it needs; one, where every field is to be seen. */
export function buildList(solver: Solving, need: Need, demands: readonly Demand[], site: Site): Solved {
  const least = need.least((schema) => schema.minItems) ?? 0
  const most = need.most((schema) => schema.maxItems) ?? Number.POSITIVE_INFINITY
  const asked = Math.max(0, ...[...steps(demands, true)].map((step) => (typeof step === 'number' ? step + 1 : 0)))
  const unfit = need.oneOf('unfit-item')
  const must = Math.max(least, asked, unfit.length > 0 ? 1 : 0)
  const count = Math.min(Math.max(must, solver.shape === 'minimal' || site.sparse ? 0 : 1), Math.max(most, 0), maxItems)
  let faults = Math.max(0, must - count)
  const list: List = []
  for (let i = 0; i < count; i++) {
    const clauses = [...need.items, ...(i === 0 ? unfit : [])]
    const item = distinct(solver, need, clauses, below(demands, i), list, {
      ...site,
      path: [...site.path, i],
      resource: embeddedIn(clauses[0]!.schema),
      sparse: false,
    })
    if (item.faults > 0 && i >= must) break
    faults += item.faults
    list.push(item.value)
  }
  return { value: list, faults }
}

/** An item that differs from those before it as far as the list needs it. */
function distinct(
  solver: Solving,
  need: Need,
  clauses: readonly Clause[],
  demands: readonly Demand[],
  before: readonly Value[],
  site: Site,
): Solved {
  const [declared] = need.schemas
  const listType = declared?.listType
  if (before.length === 0 || (listType !== 'set' && listType !== 'map')) return solver.solve(clauses, demands, site)
  if (listType === 'set') {
    const solved = solver.solve([...clauses, clause({ enum: before }, false)], demands, site)
    return before.some((other) => marshal(other) === marshal(solved.value))
      ? { ...solved, faults: solved.faults + 1 }
      : solved
  }
  const keys = declared!.listMapKeys
  const plain = solver.solve(clauses, demands, site)
  if (!before.some((other) => sameKeys(other, plain.value, keys))) return plain
  for (const key of keys) {
    const taken = before.map((other) => (isDict(other) ? other[key] : undefined) ?? null)
    const solved = solver.solve(
      clauses,
      [...demands, { ...demand([key], { enum: taken }, false), present: true }],
      site,
    )
    if (solved.faults === 0 && !before.some((other) => sameKeys(other, solved.value, keys))) return solved
  }
  return { ...plain, faults: plain.faults + 1 }
}

function sameKeys(a: Value, b: Value, keys: readonly string[]): boolean {
  return isDict(a) && isDict(b) && keys.every((key) => marshal(a[key] ?? null) === marshal(b[key] ?? null))
}
