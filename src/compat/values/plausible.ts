import { clone, type Dict, newDict, type Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import { type Kind, kindsOf } from '../kinds.ts'
import { itemSite, keySite, type Site, withBranch } from '../site.ts'
import { fractions, numbersNear } from './scalars.ts'
import { plainTexts, textsOf } from './texts.ts'

/** So many levels of optional fields are filled in. */
const deepest = 6
const most = 12

/**
 * A few values that a site may well take, the plain ones first. Nothing is promised: whoever needs a value that is
 * taken has it judged.
 * @param kind only values of this kind
 */
export function plausible(site: Site, kind?: Kind): Value[] {
  return [...plausibly(site, kind)]
}

/** The same, one after the other. */
export function plausibly(site: Site, kind?: Kind): Generator<Value> {
  return generate(site, kind).take(most) as Generator<Value>
}

function* generate(site: Site, only: Kind | undefined): Generator<Value> {
  const listed = site.parts.find((part) => part.enum && part.enum.length > 0)?.enum
  if (listed) {
    yield* listed
    return
  }
  const fallback = site.own.default
  if (fallback !== undefined && fallback !== null && only === undefined) yield clone(fallback)
  for (const kind of only ? [only] : order) {
    if (!kindsOf(site).has(kind)) continue
    yield* ofKind(site, kind)
  }
}

const order: readonly Kind[] = ['object', 'array', 'string', 'integer', 'boolean', 'fraction']

function* ofKind(site: Site, kind: Kind): Generator<Value> {
  switch (kind) {
    case 'string':
      yield* textsOf(site, plainTexts(site), {})
      break
    case 'integer':
      for (const value of numbersNear([], site)) if (Number.isInteger(value) || typeof value === 'bigint') yield value
      break
    case 'fraction':
      for (const value of numbersNear([0.5], site)) if (!Number.isInteger(value)) yield value
      break
    case 'boolean':
      yield true
      yield false
      break
    case 'array':
      yield* lists(site)
      break
    case 'object':
      yield* objects(site)
      break
  }
}

function* lists(site: Site): Generator<Value> {
  const least = Math.min(100, Math.max(0, ...site.parts.map((part) => part.minItems ?? 0)))
  const items = itemSite(site)
  if (least === 0) yield []
  const pool = items ? plausible(items) : ['x']
  if (pool.length === 0) return
  for (let i = 0; i < Math.min(pool.length, 4); i++)
    yield Array.from({ length: Math.max(1, least) }, (_, j) => clone(pool[(i + j) % pool.length]!))
}

function* objects(site: Site): Generator<Value> {
  for (const chosen of choices(site)) {
    yield object(chosen, false, deepest)
    yield object(chosen, true, deepest)
  }
}

/** The site with each alternative of its combinators; all at once would be too many. */
function* choices(site: Site): Generator<Site> {
  yield site
  for (const part of site.parts) for (const branch of [...part.anyOf, ...part.oneOf]) yield withBranch(site, branch)
}

/** @param full with all optional fields too */
function object(site: Site, full: boolean, depth: number): Dict {
  const out = newDict()
  const required = new Set(site.parts.flatMap((part) => part.required))
  const add = (name: string) => {
    const below = keySite(site, name)
    if (!below || depth <= 0) return
    const value = first(below, full, depth - 1)
    if (value !== undefined) out[name] = value
  }
  for (const name of required) add(name)
  if (full) for (const name of site.own.properties.keys()) if (!required.has(name)) add(name)
  const least = Math.max(0, ...site.parts.map((part) => part.minProperties ?? 0))
  for (const name of [...site.own.properties.keys(), 'a', 'b', 'c']) {
    if (Object.keys(out).length >= least && !(full && site.own.additionalProperties && name.length === 1)) continue
    if (out[name] === undefined) add(name)
  }
  if (site.own.embeddedResource) Object.assign(out, { apiVersion: 'v1', kind: 'Example' })
  return out
}

function first(site: Site, full: boolean, depth: number): Value | undefined {
  const kinds = kindsOf(site)
  const listed = site.parts.some((part: Schema) => part.enum && part.enum.length > 0)
  if (!listed && kinds.has('object') && site.own.default === undefined) return object(chosen(site), full, depth)
  for (const value of plausibly(site)) {
    // Of lists, one that is not empty.
    if (full && Array.isArray(value) && value.length === 0 && itemSite(site)) continue
    return value
  }
  return undefined
}

/** The first alternative of each combinator. */
function chosen(site: Site): Site {
  const branches = site.parts.flatMap((part) => [part.anyOf[0] ?? [], part.oneOf[0] ?? []].flat())
  return branches.reduce(withBranch, site)
}

/** Values of one kind that a site may take. */
export function samplesOfType(kind: Kind, site: Site): Value[] {
  switch (kind) {
    case 'integer':
      return [...numbersNear([0, 1, 10], site)].filter((value) => typeof value !== 'number' || Number.isInteger(value))
    case 'fraction':
      return [0.5, ...fractions(site)]
    case 'boolean':
      return [true, false]
    default:
      return plausible(site, kind)
  }
}
