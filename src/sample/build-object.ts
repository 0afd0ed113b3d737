import { type Dict, newDict } from '../model/value.ts'
import { builtInFields } from '../schema/built-in-fields.ts'
import type { Schema } from '../schema/schema.ts'
import { type Clause, clause } from './clause.ts'
import { below, type Demand, steps } from './demand.ts'
import type { Need } from './need.ts'
import { embeddedIn, type Site, type Solved, type Solving } from './solving.ts'

const resourceFields: readonly string[] = ['apiVersion', 'kind', 'metadata']

/** Maps that have to be larger than this are not made. */
const maxEntries = 1_000

/** An object with all that must be there and what the shape adds, in the order of the CRD. */
export function buildObject(solver: Solving, need: Need, demands: readonly Demand[], site: Site): Solved {
  const out = new ObjectBuilder(solver, need, demands, site)
  const must = new Set<string>([...need.required, ...[...steps(demands, true)].map(String)])
  const isRoot = site.resource === 'root'
  if (site.resource) for (const name of resourceFields) if (isRoot || name !== 'metadata') must.add(name)
  const [declared] = need.schemas
  const names = [...(site.resource ? resourceFields : []), ...need.names]
  for (const name of new Set(names)) {
    if (must.has(name)) out.add(name, true)
    else if (hasDefault(declared, name) && !solver.drops([...site.path, name])) out.add(name, true)
    else if (!site.meta && !site.sparse && !need.absent.has(name) && solver.wants([...site.path, name]))
      out.add(name, false)
  }
  for (const name of must) out.add(name, true)
  out.count(names, solver.shape !== 'minimal' && !site.sparse)
  return { value: out.value, faults: out.faults }
}

function hasDefault(declared: Schema | undefined, name: string): boolean {
  return (declared?.properties.get(name)?.default ?? null) !== null
}

class ObjectBuilder {
  readonly value: Dict = newDict()
  faults = 0
  #size = 0
  readonly #optional: string[] = []
  readonly #solver: Solving
  readonly #need: Need
  readonly #demands: readonly Demand[]
  readonly #site: Site

  constructor(solver: Solving, need: Need, demands: readonly Demand[], site: Site) {
    this.#solver = solver
    this.#need = need
    this.#demands = demands
    this.#site = site
  }

  /** @param must an optional one is left out where nothing good can be made for it */
  add(name: string, must: boolean): boolean {
    if (this.value[name] !== undefined) return true
    const isLost = this.#solver.drops([...this.#site.path, name]) && !this.#isForced(name)
    const clauses = this.#need.absent.has(name) || isLost ? undefined : this.#clausesOf(name)
    if (!clauses) {
      if (must) this.faults++
      return false
    }
    const site = this.#siteOf(name, clauses)
    const demands = below(this.#demands, name)
    let solved = this.#solver.solve(clauses, demands, site)
    if (solved.faults > 0 && !must) solved = this.#solver.solve(clauses, demands, { ...site, sparse: true })
    if (solved.faults > 0 && !must) return false
    this.faults += solved.faults
    this.value[name] = solved.value
    this.#size++
    if (!must) this.#optional.push(name)
    return true
  }

  #clausesOf(name: string): Clause[] | undefined {
    const { resource } = this.#site
    const builtIn = resource && resourceFields.includes(name) ? builtInFields.get(name) : undefined
    const own = this.#need.property(name) ?? (this.#isForced(name) ? [clause({})] : undefined)
    if (!builtIn) return own
    const ownSpoken = own?.filter(({ schema }) => Object.keys(schema.raw).length > 1) ?? []
    const isGiven = resource === 'root' && name !== 'metadata'
    return [{ schema: builtIn, holds: true }, ...ownSpoken, ...(isGiven ? [] : namingRules[name]!)]
  }

  /** What somebody put there stands there, known to the schema or not. */
  #isForced(name: string): boolean {
    return this.#demands.some(({ path, asks }) => path[0] === name && 'value' in asks)
  }

  #siteOf(name: string, clauses: readonly Clause[]): Site {
    const { path, resource, meta } = this.#site
    const declared = this.#need.schemas.some((schema) => schema.properties.has(name))
    return {
      // The name of a resource reads like what holds it.
      name: !declared && resource === undefined ? 'value' : this.#isAboutName(name) ? this.#site.name : name,
      path: [...path, name],
      resource: embeddedIn(clauses[0]!.schema),
      meta: meta || (resource !== undefined && name === 'metadata'),
    }
  }

  #isAboutName(name: string): boolean {
    const { resource, meta } = this.#site
    return (resource !== undefined && name === 'metadata') || (meta && name === 'name')
  }

  /** Adds or takes away what is optional until there are neither too few nor too many. */
  count(names: readonly string[], entry: boolean): void {
    const need = this.#need
    const least = need.least((schema) => schema.minProperties) ?? 0
    const most = need.most((schema) => schema.maxProperties) ?? Number.POSITIVE_INFINITY
    for (const name of names) if (this.#size < least) this.add(name, false)
    const unfit = need.oneOf('unfit-entry').length > 0
    const fill = need.entries !== undefined && !this.#site.meta
    const wanted = Math.max(least, unfit || (fill && entry && this.#size === 0) ? 1 : 0)
    const mayAdd = fill || need.schemas.some((s) => s.preserveUnknownFields || s.additionalProperties === true)
    const enough = Math.min(wanted, most, maxEntries)
    for (let i = 1; mayAdd && this.#size < enough; i++) {
      const key = i === 1 ? 'key' : `key-${i}`
      if (need.absent.has(key) || this.value[key] !== undefined) continue
      // Where one entry cannot be made, others cannot either.
      if (!this.add(key, i <= least)) break
    }
    while (this.#size > most && this.#optional.length > 0) {
      delete this.value[this.#optional.pop()!]
      this.#size--
    }
    if (this.#size < least || this.#size > most) this.faults++
  }
}

/** What the server asks of the fields that every resource has. */
const namingRules: Readonly<Record<string, readonly Clause[]>> = {
  apiVersion: [clause({ minLength: 1, pattern: '^([a-z0-9.-]+/)?[a-z0-9]+$' })],
  kind: [clause({ minLength: 1, maxLength: 63, pattern: '^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$' })],
  metadata: [
    clause({
      required: ['name'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 253, format: 'k8s-long-name' },
        namespace: { type: 'string', minLength: 1, maxLength: 63, format: 'k8s-short-name' },
      },
    }),
  ],
}
