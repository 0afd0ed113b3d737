import type { Topology, Walk } from '../edit.ts'
import { kindsOf } from '../kinds.ts'
import { itemSite, type Site } from '../site.ts'
import { repeated } from '../values/sized.ts'

const owned = 'who has applied one entry comes to own all of them: what several apply conflicts from now on'
const freed = 'who owns which entry is not known for objects that exist: entries left out of an apply stay'

/** How lists and maps merge, and who owns what is in them: x-kubernetes-list-type, list-map-keys, map-type. */
export function compareTopology(old: Site, now: Site, walk: Walk): void {
  // What is below something that has one owner has no owners of its own.
  const isLeaf = walk.parents.some((parent) => isWhole(parent.old) || isWhole(parent.new))
  compareLists(old, now, walk, isLeaf)
  const [before, after] = [old.own.mapType ?? 'granular', now.own.mapType ?? 'granular']
  if (before === after || isLeaf) return
  const places = placesOf(old, now, 'x-kubernetes-map-type')
  walk.emit({
    code: 'CRD2053',
    message: `map-type ${before} → ${after}`,
    ...places,
    what: ownership(after === 'atomic'),
  })
}

function compareLists(old: Site, now: Site, walk: Walk, isLeaf: boolean): void {
  const [oldItems, nowItems] = [itemSite(old), itemSite(now)]
  if (!oldItems || !nowItems || kindsOf(oldItems).isDisjointFrom(kindsOf(nowItems))) return
  const [before, after] = [listType(old), listType(now)]
  const places = placesOf(old, now, 'x-kubernetes-list-type')
  if (before !== after && !isLeaf)
    walk.emit({
      code: 'CRD2051',
      message: `list-type ${before} → ${after}`,
      ...places,
      what: ownership(after === 'atomic' || before !== 'atomic'),
    })
  const [oldKeys, nowKeys] = [new Set(old.own.listMapKeys), new Set(now.own.listMapKeys)]
  const areMaps = before === 'map' && after === 'map'
  if (areMaps && oldKeys.symmetricDifference(nowKeys).size > 0 && !isLeaf) {
    const what = { kind: 'topology', outcome: 'breaking', reason: 'entries are told apart in another way' } as const
    const message = `list-map-keys ${[...oldKeys].join(', ')} → ${[...nowKeys].join(', ')}`
    walk.emit({ code: 'CRD2052', message, ...placesOf(old, now, 'x-kubernetes-list-map-keys'), what })
  }
  if (after === 'atomic' || (before === after && (!areMaps || oldKeys.isSubsetOf(nowKeys)))) return
  const what = {
    kind: 'tightened',
    old,
    new: now,
    candidates: () => repeated(old, now),
    all: false,
    beyond: true,
  } as const
  walk.emit({ code: 'CRD2054', message: `no two entries alike (list-type ${after})`, ...places, what })
}

function listType({ own }: Site): string {
  return own.listType ?? 'atomic'
}

function isWhole(site: Site): boolean {
  return site.own.mapType === 'atomic' || (site.own.items !== undefined && listType(site) !== 'map')
}

function ownership(isBreaking: boolean): Topology {
  return { kind: 'topology', outcome: isBreaking ? 'breaking' : 'information', reason: isBreaking ? owned : freed }
}

function placesOf(old: Site, now: Site, key: string) {
  const place = ({ own }: Site) => (own.raw[key] === undefined ? own.path : [...own.path, key])
  return { old: place(old), new: place(now) }
}
