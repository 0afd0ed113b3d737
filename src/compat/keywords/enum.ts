import { marshal } from '../../model/go/json.ts'
import { printableLine } from '../../model/printable.ts'
import type { Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Tightened, Walk } from '../edit.ts'
import type { Site } from '../site.ts'
import { plausibly } from '../values/plausible.ts'

/** The values that are listed; a list that is introduced is one with everything before. */
export function compareEnum(old: Site, now: Site, walk: Walk): void {
  const [before, after] = [listed(old), listed(now)]
  if (!before && !after) return
  const texts = (values: readonly Value[]) => new Set(values.map((value) => marshal(value)))
  const [known, wanted] = [texts(before?.values ?? []), texts(after?.values ?? [])]
  const places = {
    code: 'CRD2023',
    old: before ? [...before.schema.path, 'enum'] : old.own.path,
    new: after ? [...after.schema.path, 'enum'] : now.own.path,
  }
  const tightened = (candidates: () => Iterable<Value>, all: boolean): Tightened => ({
    kind: 'tightened',
    old,
    new: now,
    candidates,
    all,
  })
  if (!before) {
    const message = `enum none → ${list(wanted)}`
    walk.emit({ ...places, message, what: tightened(() => plausibly(old), false) })
    return
  }
  if (!after) {
    walk.emit({ ...places, message: `enum ${list(known)} → none`, what: { kind: 'relaxed', read: 'information' } })
    return
  }
  const [gone, more] = [known.difference(wanted), wanted.difference(known)]
  const missed = before.values.filter((value) => gone.has(marshal(value)))
  if (missed.length > 0) {
    const message = `enum without ${list(texts(missed))}${more.size > 0 ? `, with ${list(more)}` : ''}`
    walk.emit({ ...places, message, what: tightened(() => missed, true) })
  } else if (more.size > 0)
    walk.emit({ ...places, message: `enum with ${list(more)}`, what: { kind: 'relaxed', read: 'information' } })
}

/** The values that all lists name. */
function listed(site: Site): { values: readonly Value[]; schema: Schema } | undefined {
  const lists = site.parts.filter((part) => part.enum && part.enum.length > 0)
  const [schema, ...others] = lists
  if (!schema) return undefined
  const values = schema.enum!.filter((value) =>
    others.every((other) => other.enum!.some((each) => marshal(each) === marshal(value))),
  )
  return { values, schema }
}

const shown = 6

function list(values: ReadonlySet<string>): string {
  const all = [...values].map((text) => printableLine(text))
  return all.length <= shown ? all.join(', ') : `${all.slice(0, shown).join(', ')} and ${all.length - shown} more`
}
