import { type Dict, isDict, newDict, type Value } from '../../model/value.ts'
import { eachValue } from '../../schema/field-step.ts'
import { Schema } from '../../schema/schema.ts'
import type { Walk } from '../edit.ts'
import { kindsOf } from '../kinds.ts'
import { anything, keepsUnknown, keySite, propertySite, type Site, siteOf, valueSite } from '../site.ts'
import { plausible, plausibly } from '../values/plausible.ts'
import { anyValues } from '../values/scalars.ts'

function ofType(type: string): Site {
  return siteOf(new Schema(Object.assign(newDict(), { type })))
}

/** What every resource has, where the CRD says nothing. */
const heading = new Map([
  ['apiVersion', ofType('string')],
  ['kind', ofType('string')],
  ['metadata', ofType('object')],
])
const named = ofType('string')

/** The keys of an object: declared ones, those of a map, and those that nobody describes. */
export function compareKeys(old: Site, now: Site, walk: Walk): void {
  if (!kindsOf(old).has('object') || !kindsOf(now).has('object')) return
  if (isMetadata(walk)) {
    compareNames(old, now, walk)
    return
  }
  if (!walk.isRoot && compareOpenness(old, now, walk)) return
  const names = new Set([...old.own.properties.keys(), ...now.own.properties.keys()])
  const [oldIsRoot, nowIsRoot] = [walk.isRoot || old.own.embeddedResource, walk.isRoot || now.own.embeddedResource]
  const [oldRaw, nowRaw] = [old, now].map(({ own, parts }) =>
    parts.length === 1 && isDict(own.raw.properties) ? own.raw.properties : undefined,
  )
  for (const name of names) {
    if (walk.isSameText(oldRaw, nowRaw, name)) continue
    const before =
      keySite(old, name) ?? (oldIsRoot ? heading.get(name) : undefined) ?? (keepsUnknown(old) ? anything : undefined)
    const after =
      keySite(now, name) ?? (nowIsRoot ? heading.get(name) : undefined) ?? (keepsUnknown(now) ? anything : undefined)
    const below = walk.below({ property: name }, old, now)
    if (before && after) compareKey(name, before, after, old, now, below)
    else if (before) lost(before, below, now)
    else if (after) added(after, old, below)
  }
  compareValues(old, now, walk)
  compareEmbedded(old, now, walk)
}

/** Where one of the two describes no field at all, one edit tells it. @returns whether that was all */
function compareOpenness(old: Site, now: Site, walk: Walk): boolean {
  const isOpen = (site: Site) => keepsUnknown(site) && site.own.properties.size === 0 && !valueSite(site)
  const [wasOpen, isOpenNow] = [isOpen(old), isOpen(now)]
  if (wasOpen === isOpenNow || (wasOpen ? now : old).own.properties.size === 0) return false
  const places = { code: 'CRD2026', old: old.own.path, new: now.own.path }
  if (wasOpen) {
    const message = 'its fields are described now; anything was kept before'
    const candidates = () =>
      [...now.own.properties.keys()].flatMap((name) => anyValues().map((value) => single(name, value)))
    walk.emit({ ...places, message, what: { kind: 'tightened', old, new: now, candidates, all: false } })
    return keepsUnknown(now)
  }
  const message = 'its fields are described no more; anything is kept'
  walk.emit({ ...places, message, what: { kind: 'relaxed', read: 'breaking', parents: walk.parents } })
  return true
}

function single(name: string, value: Value): Dict {
  const dict = newDict()
  dict[name] = value
  return dict
}

/** Of metadata a schema can only say what names are like; nothing of it is pruned. */
function compareNames(old: Site, now: Site, walk: Walk): void {
  for (const name of ['name', 'generateName'])
    walk.below({ property: name }, old, now).compare(propertySite(old, name) ?? named, propertySite(now, name) ?? named)
}

function isMetadata({ step, parents }: Walk): boolean {
  if (!step || !('property' in step) || step.property !== 'metadata') return false
  const parent = parents.at(-1)!
  return parents.length === 1 || (parent.old.own.embeddedResource && parent.new.own.embeddedResource)
}

function compareKey(name: string, before: Site, after: Site, old: Site, now: Site, below: Walk): void {
  const wasDeclared = propertySite(old, name) !== undefined
  const isDeclared = propertySite(now, name) !== undefined
  if (before === anything && after !== anything) {
    // Told of the whole.
    if (old.own.properties.size === 0 && below.path.length > 1) return
    if (wasDeclared === isDeclared) {
      below.compare(before, after)
      return
    }
    below.emit({
      code: 'CRD2026',
      message: 'is described now; anything was kept before',
      old: old.own.path,
      new: after.own.path,
      what: { kind: 'tightened', old: before, new: after, candidates: anyValues, all: false },
    })
  } else if (after === anything && before !== anything) {
    below.emit({
      code: 'CRD2026',
      message: 'is described no more; anything is kept',
      old: before.own.path,
      new: now.own.path,
      what: { kind: 'relaxed', read: 'breaking', parents: below.parents },
    })
  } else below.compare(before, after)
}

function lost(before: Site, below: Walk, now: Site): void {
  const count = declared(before.own)
  const message = count > 0 ? `removed, with ${count} field${count === 1 ? '' : 's'} below` : 'removed'
  const what = { kind: 'lost', candidates: () => plausibly(before) } as const
  below.emit({ code: 'CRD2031', message, old: before.own.path, new: now.own.path, what })
}

function added(after: Site, old: Site, below: Walk): void {
  const places = { code: 'CRD2034', old: old.own.path, new: after.own.path }
  const isFilled = (after.own.default ?? null) !== null
  const message = isFilled ? 'added, with a default' : 'added'
  if (isFilled)
    below.emit({
      ...places,
      message,
      what: { kind: 'default', raw: undefined, isNew: true, new: after, parents: below.parents },
    })
  else below.emit({ ...places, message, what: { kind: 'told' } })
}

/** Keys beyond the declared ones. */
function compareValues(old: Site, now: Site, walk: Walk): void {
  const [before, after] = [valueSite(old), valueSite(now)]
  const below = walk.below(eachValue, old, now)
  if (before && after) {
    below.compare(before, after)
    return
  }
  const places = { old: keyword(old), new: keyword(now) }
  const { parents } = below
  const [kept, keeps, forbids] = [keepsUnknown(old), keepsUnknown(now), now.own.additionalProperties === false]
  const tries = () => (before ? plausible(before) : anyValues()).map((value) => single(unknownKey, value))
  if (forbids && (before || kept) && old.own.additionalProperties !== false) {
    const what = { kind: 'tightened', old, new: now, candidates: tries, all: false } as const
    walk.emit({ code: 'CRD2032', message: 'other keys than the declared ones are refused', ...places, what })
  } else if (before && now.own.additionalProperties === true && hasFields(before.own)) {
    const message = 'values lose their fields: additionalProperties true keeps none'
    below.emit({ code: 'CRD2032', message, ...places, what: { kind: 'lost', candidates: () => plausibly(before) } })
  } else if (kept && now.own.additionalProperties === true && old.own.additionalProperties !== true) {
    const message = 'values lose their fields: additionalProperties true keeps none'
    const candidates = () => [single(unknownKey, 'x')]
    below.emit({ code: 'CRD2032', message, ...places, what: { kind: 'lost', candidates, key: unknownKey } })
  } else if (before && keeps) {
    const message = 'values are described no more; anything is kept'
    below.emit({ code: 'CRD2026', message, ...places, what: { kind: 'relaxed', read: 'breaking', parents } })
  } else if (kept && after) {
    const message = 'values are described now; anything was kept before'
    const what = { kind: 'tightened', old: anything, new: after, candidates: anyValues, all: false } as const
    below.emit({ code: 'CRD2026', message, ...places, what })
  } else if ((before || kept) && !keeps && !after) {
    const message = 'unknown fields are not kept any more'
    walk.emit({ code: 'CRD2032', message, ...places, what: { kind: 'lost', candidates: tries, key: unknownKey } })
  } else if (!before && !kept && (after || keeps)) {
    const message = keeps ? 'unknown fields are kept' : 'any key is allowed'
    walk.emit({ code: 'CRD2032', message, ...places, what: { kind: 'told' } })
  }
}

function keyword(site: Site) {
  const keys = ['additionalProperties', 'x-kubernetes-preserve-unknown-fields']
  const name = keys.find((each) => site.own.raw[each] !== undefined)
  return name === undefined ? site.own.path : [...site.own.path, name]
}

/** No schema is likely to have it. */
const unknownKey = 'kept'

/** A whole resource in a field: it needs a heading, and its metadata has a form. */
function compareEmbedded(old: Site, now: Site, walk: Walk): void {
  const [before, after] = [old.own.embeddedResource, now.own.embeddedResource]
  if (before === after) return
  const path = (site: Site, has: boolean) =>
    has ? [...site.own.path, 'x-kubernetes-embedded-resource'] : site.own.path
  const places = { code: 'CRD2025', old: path(old, before), new: path(now, after) }
  if (after) {
    const what = {
      kind: 'tightened',
      old,
      new: now,
      candidates: () => withoutKind(plausible(old)),
      all: false,
      beyond: true,
    } as const
    walk.emit({
      ...places,
      message: 'holds a whole resource now: kind, apiVersion and valid metadata are required',
      what,
    })
  } else if (!keepsUnknown(now) && ['kind', 'apiVersion', 'metadata'].some((name) => !now.own.properties.has(name))) {
    const what = { kind: 'lost', candidates: () => plausible(old), key: 'kind' } as const
    walk.emit({ ...places, message: 'holds no whole resource any more: its heading is not kept', what })
  } else
    walk.emit({
      ...places,
      message: 'holds no whole resource any more',
      what: { kind: 'relaxed', read: 'information' },
    })
}

function withoutKind(values: readonly Value[]): Value[] {
  return values.filter(isDict).map((value) => {
    const copy = Object.assign(newDict(), value)
    delete copy.kind
    return copy
  })
}

function hasFields(schema: Schema): boolean {
  return schema.type === 'object' || schema.properties.size > 0
}

/** How many properties a schema declares, at any depth. */
export function declared(schema: Schema): number {
  let count = 0
  const todo = [schema]
  for (let at = todo.pop(); at; at = todo.pop()) {
    for (const [, property] of at.properties) {
      count++
      todo.push(property)
    }
    if (at.items) todo.push(at.items)
    if (typeof at.additionalProperties === 'object') todo.push(at.additionalProperties)
  }
  return count
}
