import type { Checked } from '../../cel/checked.ts'
import { estimateCost } from '../../cel/estimate.ts'
import { type AssumedSizes, SchemaSizes } from '../../cel/schema-size.ts'
import type { Dict } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import type { SchemaSite } from '../advice/sites.ts'
import { saturatingMultiply } from '../server/cel/cost.ts'
import { boundOf, sizeUnder } from './bound.ts'
import { isResource, viewOf } from './view.ts'

/** Bounds to estimate with instead of those that schemas have. */
export type Bounds = ReadonlyMap<Schema, bigint>

/** A rule or a messageExpression, where it stands, to be estimated under one set of bounds or another. */
export class Expression {
  readonly #site: SchemaSite
  /** Does it count once for all values, as messageExpressions do? */
  readonly #once: boolean
  readonly #checked: Checked
  readonly #known: ReadonlyMap<Dict, Schema>
  readonly #view: Schema

  /** @param known the schemas of the version by their data: CEL's view of a resource has others of the same data */
  constructor(site: SchemaSite, checked: Checked, once: boolean, known: ReadonlyMap<Dict, Schema>) {
    this.#site = site
    this.#checked = checked
    this.#once = once
    this.#known = known
    this.#view = viewOf(site)
  }

  /** One evaluation at most. */
  perCall(bounds: Bounds = new Map()): bigint {
    return estimateCost(this.#checked, this.#sizes(bounds)).max
  }

  /** How often it may be evaluated for one object. Upstream: cel_validation.go CELSchemaContext. */
  times(bounds: Bounds = new Map()): bigint {
    if (this.#once) return 1n
    let times = 1n
    for (const schema of this.#containers()) {
      const bound = boundOf(schema)
      if (!bound) continue
      const { declared } = bound
      const most = bounds.get(schema) ?? (declared === undefined ? undefined : BigInt(Math.max(0, declared)))
      if (most === undefined) return this.#sizes(bounds).maxCardinality
      times = saturatingMultiply(times, most)
    }
    return times
  }

  cost(bounds: Bounds = new Map()): bigint {
    return saturatingMultiply(this.perCall(bounds), this.times(bounds))
  }

  /** What its cost depends on, as far as it can be bounded: lists and maps around it, then what it reads. */
  boundable(): Schema[] {
    const sizes = this.#sizes(new Map())
    estimateCost(this.#checked, sizes)
    const around = this.#once ? [] : this.#containers()
    const read = [...sizes.asked].flatMap(({ raw }) => this.#known.get(raw) ?? [])
    return [...new Set([...around, ...read])].filter(boundOf)
  }

  #sizes(bounds: Bounds): SchemaSizes {
    const assumed: AssumedSizes = new Map([...bounds].map(([schema, n]) => [schema.raw, sizeUnder(n, schema)]))
    return new SchemaSizes(this.#view, isResource(this.#site), assumed)
  }

  /** Lists and maps that hold the values, outermost first. */
  #containers(): Schema[] {
    const out: Schema[] = []
    for (let at = this.#site; at.parent; at = at.parent) {
      if (at.as === 'items' || at.as === 'values') out.push(this.#known.get(at.parent.schema.raw)!)
    }
    return out.reverse()
  }
}
