import { newDict, type Value } from '../model/value.ts'
import type { CRDVersion } from '../schema/crd.ts'
import type { FieldPath } from '../schema/field-step.ts'
import type { Edit } from './edit.ts'
import { anything, keySite, rootOf, type Site } from './site.ts'

/** A scale subresource holds its fields to be counts, and a text: where it reads other fields, these are edits. */
export function scaleEdits(before: CRDVersion, after: CRDVersion): Edit[] {
  if (!after.scale) return []
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = after.scale
  const known = before.scale
  const out: Edit[] = []
  const add = (text: string | undefined, was: string | undefined, values: Value[]) => {
    if (text === undefined || text === was) return
    const path: FieldPath = text
      .split('.')
      .slice(1)
      .map((property) => ({ property }))
    const [old, now] = [siteAt(rootOf(before), path), siteAt(rootOf(after), path)]
    out.push({
      code: 'CRD2068',
      path,
      message: 'the scale subresource reads it',
      old: old.own.path,
      new: [...after.path, 'subresources', 'scale'],
      what: { kind: 'tightened', old, new: now, candidates: () => values, all: true, beyond: true },
    })
  }
  const counts = [-1, 2 ** 31, 0.5, 'x', true, []]
  add(specReplicasPath, known?.specReplicasPath, counts)
  add(statusReplicasPath, known?.statusReplicasPath, counts)
  add(labelSelectorPath, known?.labelSelectorPath, [5, true, [], newDict()])
  return out
}

function siteAt(root: Site, path: FieldPath): Site {
  return path.reduce((site, step) => ('property' in step && keySite(site, step.property)) || anything, root)
}
