import { marshal } from '../model/go/json.ts'
import { isDict, isList, type List, type Value } from '../model/value.ts'
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
      name: singular(site.name),
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

/** An item that differs from those before it as far as the list needs it; where it need not, if it easily can. */
function distinct(
  solver: Solving,
  need: Need,
  clauses: readonly Clause[],
  demands: readonly Demand[],
  before: readonly Value[],
  site: Site,
): Solved {
  const [declared] = need.schemas
  const plain = () => solver.solve(clauses, demands, site)
  if (before.length === 0) return plain()
  if (declared?.listType === 'map') return keyed(solver, clauses, demands, before, declared.listMapKeys, site)
  const isSet = declared?.listType === 'set'
  const isScalar = before.every((value) => !isDict(value) && !isList(value))
  if (isSet && !isScalar) {
    const names = [...new Set(before.flatMap((value) => (isDict(value) ? Object.keys(value) : [])))]
    return keyed(solver, clauses, demands, before, names, site)
  }
  if (!isScalar || (!isSet && before.length >= easily)) return plain()
  const other = solver.solve([...clauses, clause({ enum: before }, false)], demands, site)
  return isSet || other.faults === 0 ? other : plain()
}

/** So many items differ although nothing asks for it. */
const easily = 20

/** An item that has another value for one of the keys. */
function keyed(
  solver: Solving,
  clauses: readonly Clause[],
  demands: readonly Demand[],
  before: readonly Value[],
  keys: readonly string[],
  site: Site,
): Solved {
  const plain = solver.solve(clauses, demands, site)
  const isNew = ({ value }: Solved) => !before.some((other) => sameKeys(other, value, keys))
  if (isNew(plain)) return plain
  for (const key of keys) {
    const taken = before.map((other) => (isDict(other) ? other[key] : undefined) ?? null)
    const differs = { ...demand([key], { enum: taken }, false), present: true }
    const solved = solver.solve(clauses, [...demands, differs], site)
    if (solved.faults === 0 && isNew(solved)) return solved
  }
  return { ...plain, faults: plain.faults + 1 }
}

function sameKeys(a: Value, b: Value, keys: readonly string[]): boolean {
  return isDict(a) && isDict(b) && keys.every((key) => marshal(a[key] ?? null) === marshal(b[key] ?? null))
}

/** `entries` is `entry`, `addresses` `address`, `hostnames` `hostname`. */
function singular(name: string): string {
  if (/ies$/.test(name)) return name.replace(/ies$/, 'y')
  if (/(?:ss|x|ch|sh)es$/.test(name)) return name.slice(0, -2)
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name
}
