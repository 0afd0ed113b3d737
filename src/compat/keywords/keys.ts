import { type Dict, isDict, newDict, type Value } from '../../model/value.ts'
import { eachValue } from '../../schema/field-step.ts'
import { Schema } from '../../schema/schema.ts'
import type { Walk } from '../edit.ts'
import { kindsOf } from '../kinds.ts'
import { anything, keepsUnknown, keySite, propertySite, type Site, siteOf, valueSite } from '../site.ts'
import { plausible } from '../values/plausible.ts'
import { anyValues } from '../values/scalars.ts'

function ofType(type: string): Site {
  return siteOf(new Schema(Object.assign(newDict(), { type })))
}

/** What every resource has, where the CRD says nothing. */
const heading: Readonly<Record<string, Site>> = {
  apiVersion: ofType('string'),
  kind: ofType('string'),
  metadata: ofType('object'),
}
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
      keySite(old, name) ?? (oldIsRoot ? heading[name] : undefined) ?? (keepsUnknown(old) ? anything : undefined)
    const after =
      keySite(now, name) ?? (nowIsRoot ? heading[name] : undefined) ?? (keepsUnknown(now) ? anything : undefined)
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

function isMetadata({ path, parents }: Walk): boolean {
  const [last, parent] = [path.at(-1), parents.at(-1)]
  if (!last || !parent || !('property' in last) || last.property !== 'metadata') return false
  return path.length === 1 || (parent.old.own.embeddedResource && parent.new.own.embeddedResource)
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
  const what = { kind: 'lost', candidates: () => plausible(before) } as const
  below.emit({ code: 'CRD2031', message, old: before.own.path, new: now.own.path, what })
}

function added(after: Site, old: Site, below: Walk): void {
  const places = { code: 'CRD2034', old: old.own.path, new: after.own.path }
  const isFilled = (after.own.default ?? null) !== null
  const message = isFilled ? 'added, with a default' : 'added'
  if (isFilled)
    below.emit({ ...places, message, what: { kind: 'default', raw: undefined, isNew: true, parents: below.parents } })
  else below.emit({ ...places, message, what: { kind: 'told' } })
}

/** Keys beyond the declared ones. */
function compareValues(old: Site, now: Site, walk: Walk): void {
  const [before, after] = [old.own.additionalProperties, now.own.additionalProperties]
  const [oldValues, nowValues] = [valueSite(old), valueSite(now)]
  if (oldValues && nowValues) {
    walk.below(eachValue, old, now).compare(oldValues, nowValues)
    return
  }
  const key = (site: Site) => {
    const name = ['additionalProperties', 'x-kubernetes-preserve-unknown-fields'].find(
      (each) => site.own.raw[each] !== undefined,
    )
    return name === undefined ? site.own.path : [...site.own.path, name]
  }
  const places = { old: key(old), new: key(now) }
  const below = walk.below(eachValue, old, now)
  const [kept, keeps] = [keepsUnknown(old), keepsUnknown(now)]
  if (oldValues && before !== undefined) {
    if (keeps && !(after === true && hasFields(oldValues.own)))
      below.emit({
        code: 'CRD2026',
        message: 'values are described no more; anything is kept',
        ...places,
        what: { kind: 'relaxed', read: 'breaking', parents: below.parents },
      })
    else if (after === true)
      below.emit({
        code: 'CRD2032',
        message: 'values lose their fields: additionalProperties true keeps none',
        ...places,
        what: { kind: 'lost', candidates: () => plausible(oldValues) },
      })
    else unknownLost('keys beyond the declared ones are not kept any more', plausible(oldValues))
  } else if (kept && nowValues) {
    below.emit({
      code: 'CRD2026',
      message: 'values are described now; anything was kept before',
      ...places,
      what: { kind: 'tightened', old: anything, new: nowValues, candidates: anyValues, all: false },
    })
  } else if (kept && !keeps) unknownLost('unknown fields are not kept any more', anyValues())
  else if (!kept && !oldValues && (keeps || nowValues))
    walk.emit({
      code: 'CRD2032',
      message: keeps ? 'unknown fields are kept' : 'any key is allowed',
      ...places,
      what: { kind: 'told' },
    })

  function unknownLost(message: string, values: Iterable<Value>): void {
    const candidates = function* () {
      for (const value of values) {
        yield single(unknownKey, value)
      }
    }
    walk.emit({ code: 'CRD2032', message, ...places, what: { kind: 'lost', candidates, key: unknownKey } })
  }
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
