import { clone, isDict, newDict, type Value } from '../../model/value.ts'
import { itemSite, propertySite, type Site, valueSite } from '../site.ts'
import { plausible, plausibly } from './plausible.ts'

const longest = 2000

/** Lists or objects of this size, made of what a site takes. */
export function sized(site: Site, kind: 'array' | 'object', size: number): Value[] {
  if (size < 0 || size > longest) return []
  return kind === 'array' ? lists(site, size) : objects(site, size)
}

function lists(site: Site, size: number): Value[] {
  const items = itemSite(site)
  const pool: Value[] = items ? plausible(items) : ['x']
  if (pool.length === 0) return size === 0 ? [[]] : []
  const different = Array.from({ length: size }, (_, i) =>
    items ? distinct(items, pool, i, site.own.listMapKeys) : `x${i}`,
  )
  return [different, ...pool.map((value) => Array.from({ length: size }, () => clone(value)))]
}

/** The one of this number among values that all differ, as far as the schema lets them. */
function distinct(items: Site, pool: readonly Value[], number: number, keys: readonly string[]): Value {
  const value = clone(pool[number % pool.length]!)
  if (number === 0) return value
  if (typeof value === 'string') return number < pool.length ? value : `${value}${number}`
  if (typeof value === 'number') return value + number
  if (isDict(value)) {
    for (const key of keys) {
      const site = propertySite(items, key)
      if (site) value[key] = distinct(site, plausible(site), number, [])
    }
  }
  return value
}

function objects(site: Site, size: number): Value[] {
  const values = valueSite(site)
  const out: Value[] = []
  for (const base of plausible(site).filter(isDict)) {
    const dict = Object.assign(newDict(), base)
    const required = new Set(site.parts.flatMap((part) => part.required))
    for (const key of Object.keys(dict)) if (Object.keys(dict).length > size && !required.has(key)) delete dict[key]
    const names = values ? Array.from({ length: size }, (_, i) => `k${i}`) : site.own.properties.keys()
    for (const name of names) {
      if (Object.keys(dict).length >= size) break
      const below = values ?? propertySite(site, name)
      const [value] = below ? plausible(below) : ['x']
      if (value !== undefined && dict[name] === undefined) dict[name] = clone(value)
    }
    if (Object.keys(dict).length === size) out.push(dict)
  }
  return out
}

/** Lists in which an entry stands twice: the same, or one with the same keys. */
export function* repeated(old: Site, now: Site): Generator<Value> {
  const items = itemSite(old)
  if (!items) return
  const own = old.own.listType === 'map' ? [...new Set(now.own.listMapKeys)] : []
  for (const value of plausibly(items)) {
    const other = clone(value)
    // Told apart by the keys of before, alike by those of now.
    if (isDict(other))
      for (const key of old.own.listMapKeys) {
        const site = own.includes(key) ? undefined : propertySite(items, key)
        if (site) other[key] = distinct(site, plausible(site), 1, [])
      }
    yield [value, other]
  }
}
