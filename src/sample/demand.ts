import { marshal } from '../model/go/json.ts'
import type { Path } from '../model/path.ts'
import type { Value } from '../model/value.ts'
import { type Clause, clause } from './clause.ts'

/** Something that is asked of the value at a path, beyond its schema. */
export interface Demand {
  /** From the value that it is put to. */
  path: Path
  /** What must hold there; or the value that stands there whatever the schema says. */
  asks: Clause | { value: Value }
  /** The value has to be there, for which all that contains it is made. */
  present: boolean
  /** One of several values that would do; another guess about the same place takes its place. */
  guess?: boolean
}

/** The value is there. */
export function present(path: Path): Demand {
  return { path, asks: clause({}), present: true }
}

/** The property is not there. */
export function absent(path: Path): Demand {
  return { path: path.slice(0, -1), asks: clause({ required: [path.at(-1)] }, false), present: false }
}

/** The value is there and fits a schema; or does not, wherever it is. */
export function demand(path: Path, raw: object, holds = true): Demand {
  return { path, asks: clause(raw, holds), present: holds }
}

/** This very value. */
export function exactly(path: Path, value: Value): Demand {
  return { path, asks: { value }, present: true }
}

/** The demands on what is below one property or item. */
export function below(demands: readonly Demand[], step: string | number): Demand[] {
  return demands.flatMap((each) => (each.path[0] === step ? [{ ...each, path: each.path.slice(1) }] : []))
}

/** The properties, or items, that demands are put to: all, or those that have to be there. */
export function steps(demands: readonly Demand[], must: boolean): Set<string | number> {
  return new Set(demands.filter((each) => each.present || !must).flatMap(({ path }) => path.slice(0, 1)))
}

const keys = new WeakMap<Demand, string>()

/** The same for demands that ask the same. */
export function keyOf(each: Demand): string {
  let key = keys.get(each)
  if (key === undefined) {
    const { path, asks, present: must } = each
    const asked = 'value' in asks ? `=${marshal(asks.value)}` : `${asks.holds}${marshal(asks.schema.raw)}`
    keys.set(each, (key = `${JSON.stringify(path)} ${must} ${asked}`))
  }
  return key
}
