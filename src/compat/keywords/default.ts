import { marshal } from '../../model/go/json.ts'
import { printableLine } from '../../model/printable.ts'
import type { Value } from '../../model/value.ts'
import type { Walk } from '../edit.ts'
import type { Site } from '../site.ts'

/** What an absent property becomes. null as a default is none. */
export function compareDefault(old: Site, now: Site, walk: Walk): void {
  const [before, after] = [old.own.default ?? null, now.own.default ?? null]
  if (marshal(before) === marshal(after) || walk.isRoot) return
  const message =
    before === null
      ? `default ${show(after)} added`
      : after === null
        ? `default ${show(before)} removed`
        : `default ${show(before)} → ${show(after)}`
  const path = (site: Site, value: Value) => (value === null ? site.own.path : [...site.own.path, 'default'])
  const places = { old: path(old, before), new: path(now, after) }
  // Of items and values only a null is replaced.
  const raw = isProperty(walk) ? undefined : null
  const what = { kind: 'default', raw, isNew: false, new: now, parents: walk.parents } as const
  walk.emit({ code: 'CRD2041', message, ...places, what })
}

/** A null that is not allowed is dropped, or replaced by the default; one that is allowed stays. */
export function compareNullable(old: Site, now: Site, walk: Walk): void {
  if (old.own.nullable === now.own.nullable) return
  const message = `nullable ${old.own.nullable} → ${now.own.nullable}`
  const path = (site: Site) => (site.own.nullable ? [...site.own.path, 'nullable'] : site.own.path)
  const places = { code: 'CRD2022', message, old: path(old), new: path(now) }
  const { step } = walk
  if (old.own.nullable && step && 'each' in step && step.each === 'item')
    walk.emit({ ...places, what: { kind: 'tightened', old, new: now, candidates: () => [null], all: true } })
  else if (old.own.nullable)
    walk.emit({ ...places, what: { kind: 'default', raw: null, isNew: false, new: now, parents: walk.parents } })
  else if (now.parts.some((part) => part.enum))
    // null is in no enum, not even in one that names it.
    walk.emit({ ...places, what: { kind: 'default', raw: null, isNew: true, new: now, parents: walk.parents } })
  else walk.emit({ ...places, what: { kind: 'relaxed', read: 'information', parents: walk.parents } })
}

/** Only properties are filled in when they are absent. */
function isProperty({ step }: Walk): boolean {
  return step !== undefined && 'property' in step
}

function show(value: Value): string {
  const text = printableLine(marshal(value))
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
