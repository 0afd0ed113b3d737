import type { Change, ComparedPair, Effect } from '../model/change.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { newDict } from '../model/value.ts'
import type { CRD, CRDVersion } from '../schema/crd.ts'
import { formatFieldPath } from '../schema/field-step.ts'
import type { Edit } from './edit.ts'
import { roundTripEdits } from './round-trip.ts'
import { sameText } from './same-text.ts'
import { scaleEdits } from './scale.ts'
import { compareServing } from './serving.ts'
import { anything, rootOf } from './site.ts'
import { SchemaWalk } from './walk.ts'
import { Judge } from './witness/judge.ts'

/** What an upgrade from one CRD to another changes, and what that breaks. The two are of one group and kind. */
export function compareCRDs(old: CRD, now: CRD, server: ServerVersion): ComparedPair {
  const changes = compareServing(old, now)
  for (const version of old.versions) {
    const other = now.versions.find(({ name }) => name === version.name)
    if (other && version.served && other.served) changes.push(...compareVersion(old, now, version, other, server))
  }
  return {
    group: old.group,
    kind: old.names.kind,
    name: old.name,
    old: old.document,
    new: now.document,
    changes: grouped(changes),
  }
}

function compareVersion(old: CRD, now: CRD, before: CRDVersion, after: CRDVersion, server: ServerVersion): Change[] {
  const edits: Edit[] = []
  let described = 0
  const walk = new SchemaWalk((edit) => edits.push(edit), {
    isSameText: sameText(old.document, now.document),
    described: () => described++,
    server,
  })
  walk.compare(rootOf(before), rootOf(after))
  edits.push(...scaleEdits(before, after), ...unknownEdits(old, now), ...roundTripEdits(old, now, before, after))
  const judge = new Judge(old, now, before, after, server)
  const changes = edits.map((edit) => changeOf(edit, judge.effects(edit), before.name))
  if (described > 0) changes.push(descriptions(described, before, after))
  return changes
}

/** spec.preserveUnknownFields, as old CRDs have it: nothing is pruned, in no version. */
function unknownEdits(old: CRD, now: CRD): Edit[] {
  if (!old.preserveUnknownFields) return []
  const places = { code: 'CRD2074', path: [], old: ['spec', 'preserveUnknownFields'], new: ['spec'] }
  const kept = Object.assign(newDict(), { kept: 'x' })
  const candidates = () => [kept]
  if (!now.preserveUnknownFields)
    return [{ ...places, message: 'unknown fields are pruned now', what: { kind: 'lost', candidates, key: 'kept' } }]
  const doubt = 'fields that are described now may hold anything'
  const what = { kind: 'tightened', old: anything, new: anything, candidates: () => [], all: false, doubt } as const
  return [{ ...places, message: 'spec.preserveUnknownFields', what }]
}

function changeOf({ code, path, message, old, new: now }: Edit, effects: readonly Effect[], version: string): Change {
  return { code, versions: [version], path: formatFieldPath(path), message, old, new: now, effects }
}

function descriptions(count: number, before: CRDVersion, after: CRDVersion): Change {
  const message = `${count} description${count === 1 ? '' : 's'} changed`
  const effects: Effect[] = [{ aspect: 'READ', outcome: 'information' }]
  return { code: 'CRD2090', versions: [before.name], path: '', message, old: before.path, new: after.path, effects }
}

/** The same edit in several versions is one change; what it does has to be the same too. */
function grouped(changes: readonly Change[]): Change[] {
  const known = new Map<string, Change>()
  for (const change of changes) {
    const { code, path, message, effects } = change
    const what = effects.map(({ aspect, outcome, reason, ratchets }) => [aspect, outcome, reason, ratchets])
    const key = JSON.stringify([code, path, message, what])
    const other = known.get(key)
    known.set(key, other ? { ...other, versions: [...other.versions, ...change.versions] } : change)
  }
  return [...known.values()]
}
