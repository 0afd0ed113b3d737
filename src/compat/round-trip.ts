import type { CRD, CRDVersion } from '../schema/crd.ts'
import { eachItem, eachValue, type FieldPath, formatFieldPath } from '../schema/field-step.ts'
import type { Edit } from './edit.ts'
import { itemSite, keepsUnknown, keySite, propertySite, rootOf, type Site, valueSite } from './site.ts'
import { plausibly } from './values/plausible.ts'

/**
 * What objects of a version lose when they are stored, for the storage version does not know it, and did not lose before.
 * A conversion webhook may carry it over, so then nothing is said.
 */
export function roundTripEdits(old: CRD, now: CRD, before: CRDVersion, after: CRDVersion): Edit[] {
  if (now.conversion !== 'None') return []
  const stored = now.versions.find(({ storage }) => storage)
  const was = old.versions.find(({ storage }) => storage)
  if (!stored || !was || stored.name === after.name) return []
  const known = new Set(lost(rootOf(before), rootOf(was)).map(({ path }) => formatFieldPath(path)))
  return lost(rootOf(after), rootOf(stored))
    .filter(({ path }) => !known.has(formatFieldPath(path)))
    .map(({ path, site }) => {
      const isOld = siteAt(rootOf(before), path) !== undefined
      const message = `is lost when ${after.name} is stored as ${stored.name}`
      const places = { code: 'CRD2033', path, message, old: isOld ? before.path : undefined, new: site.own.path }
      const what = isOld ? ({ kind: 'lost', candidates: () => plausibly(site) } as const) : ({ kind: 'told' } as const)
      return { ...places, what }
    })
}

interface LostField {
  path: FieldPath
  site: Site
}

const heading = new Set(['apiVersion', 'kind', 'metadata'])

/** The fields of one schema that another prunes; not what is below them. */
function lost(site: Site, storage: Site, path: FieldPath = []): LostField[] {
  const out: LostField[] = []
  for (const name of site.own.properties.keys()) {
    if (heading.has(name) && (path.length === 0 || site.own.embeddedResource)) continue
    const below = propertySite(site, name)!
    const other = keySite(storage, name)
    const next = [...path, { property: name }]
    if (other) out.push(...lost(below, other, next))
    else if (!keepsUnknown(storage)) out.push({ path: next, site: below })
  }
  const [items, otherItems] = [itemSite(site), itemSite(storage)]
  if (items && otherItems) out.push(...lost(items, otherItems, [...path, eachItem]))
  const [values, otherValues] = [valueSite(site), valueSite(storage)]
  if (values && otherValues) out.push(...lost(values, otherValues, [...path, eachValue]))
  return out
}

function siteAt(root: Site, path: FieldPath): Site | undefined {
  let at: Site | undefined = root
  for (const step of path)
    at = at && ('property' in step ? keySite(at, step.property) : step.each === 'item' ? itemSite(at) : valueSite(at))
  return at
}
