import { isDict, newDict, type Value } from '../../model/value.ts'
import type { Walk } from '../edit.ts'
import { kindsOf } from '../kinds.ts'
import { propertySite, type Site } from '../site.ts'
import { plausible } from '../values/plausible.ts'

const alwaysThere = new Set(['apiVersion', 'kind', 'metadata'])

/** Which keys have to be there. A default fills what is missing; a root has its heading always. */
export function compareRequired(old: Site, now: Site, walk: Walk): void {
  if (!kindsOf(old).has('object')) return
  const [before, after] = [requiredBy(old), requiredBy(now)]
  for (const [name, part] of after) {
    if (walk.isRoot && alwaysThere.has(name)) continue
    const was = before.get(name)
    if (isFilled(now, name)) continue
    if (was && !isFilled(old, name)) continue
    const places = { old: [...(was ?? old.own).path, ...(was ? ['required'] : [])], new: [...part.path, 'required'] }
    const message = was ? `${name} is required, and has no default any more` : `${name} is required`
    const path = [...walk.path, { property: name }]
    walk.emit({
      code: 'CRD2018',
      message,
      path,
      ...places,
      what: { kind: 'absent', old, new: now, name, candidates: () => without(old, name) },
    })
  }
  for (const [name, part] of before) {
    if (after.has(name) || !propertySite(now, name)) continue
    const path = [...walk.path, { property: name }]
    const places = { old: [...part.path, 'required'], new: now.own.path }
    if (isFilled(old, name)) continue
    walk.emit({
      code: 'CRD2018',
      message: `${name} is optional`,
      path,
      ...places,
      what: { kind: 'relaxed', read: 'information' },
    })
  }
}

function requiredBy(site: Site) {
  return new Map(site.parts.flatMap((part) => part.required.map((name) => [name, part] as const)))
}

/** Is an absent value filled in? null as a default is none. */
function isFilled(site: Site, name: string): boolean {
  return (propertySite(site, name)?.own.default ?? null) !== null
}

function without(site: Site, name: string): Value[] {
  return plausible(site)
    .filter(isDict)
    .map((value) => {
      const copy = Object.assign(newDict(), value)
      delete copy[name]
      return copy
    })
}
