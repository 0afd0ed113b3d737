import type { Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Walk } from '../edit.ts'
import { kindsOf, typeWords } from '../kinds.ts'
import type { Site } from '../site.ts'
import { samplesOfType } from '../values/plausible.ts'

/** @returns whether there is any value that both may take, so that the rest is worth comparing */
export function compareTypes(old: Site, now: Site, walk: Walk): boolean {
  const [before, after] = [kindsOf(old), kindsOf(now)]
  // A resource is an object, whatever else may be.
  if (walk.isRoot && after.has('object')) return true
  const gone = [...before.difference(after)]
  const more = [...after.difference(before)]
  const message = `type ${typeWords(old)} → ${typeWords(now)}`
  const places = { code: 'CRD2021', message, old: typePath(old.own), new: typePath(now.own) }
  if (gone.length > 0) {
    const candidates = (): Value[] => gone.flatMap((kind) => samplesOfType(kind, old))
    walk.emit({ ...places, what: { kind: 'tightened', old, new: now, candidates, all: false } })
  } else if (more.length > 0)
    walk.emit({ ...places, what: { kind: 'relaxed', read: 'breaking', parents: walk.parents } })
  return before.intersection(after).size > 0
}

function typePath(schema: Schema) {
  const key = ['type', 'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'].find(
    (name) => schema.raw[name] !== undefined,
  )
  return key === undefined ? schema.path : [...schema.path, key]
}
