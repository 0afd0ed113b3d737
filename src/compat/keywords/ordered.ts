import type { Path } from '../../model/path.ts'
import type { Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Tightened, Walk } from '../edit.ts'
import type { Site } from '../site.ts'

/** A keyword that sets a limit of some kind, of which several may hold for one value. */
export interface Limit<T> {
  code: string
  keyword: string
  of(schema: Schema): T | undefined
  show(limit: T): string
  /** Does a value that keeps all known limits, those of the site, keep this one? */
  implied(known: readonly T[], limit: T, site: Site): boolean
  /** Values that the old site may take and the limit `broken` may refuse; `all` when no others could tell. */
  candidates(broken: T): { values: () => Iterable<Value>; all: boolean; doubt?: string }
  /** What more values are to clients that read. */
  read?: 'information' | 'breaking'
}

interface Found<T> {
  limit: T
  schema: Schema
}

/** One edit for a keyword: of several limits, what is stricter now decides. */
export function compareLimit<T>(old: Site, now: Site, walk: Walk, limit: Limit<T>): void {
  const [before, after] = [found(old, limit), found(now, limit)]
  if (before.length === 0 && after.length === 0) return
  const limits = (all: readonly Found<T>[]) => all.map((each) => each.limit)
  const stricter = after.filter((each) => !limit.implied(limits(before), each.limit, old))
  const looser = before.filter((each) => !limit.implied(limits(after), each.limit, now))
  const places = {
    code: limit.code,
    message: `${limit.keyword} ${words(before, stricter.length > 0 ? before : looser, limit)} → ${words(after, stricter.length > 0 ? stricter : after, limit)}`,
    old: pathOf((stricter.length > 0 ? before : looser)[0] ?? before[0], limit.keyword) ?? old.own.path,
    new: pathOf((stricter.length > 0 ? stricter : after)[0] ?? after[0], limit.keyword) ?? now.own.path,
  }
  if (stricter.length > 0) {
    const tries = stricter.map((each) => limit.candidates(each.limit))
    const what: Tightened = {
      kind: 'tightened',
      old,
      new: now,
      candidates: function* () {
        for (const each of tries) yield* each.values()
      },
      all: tries.every((each) => each.all),
    }
    const doubt = tries.find((each) => each.doubt !== undefined)?.doubt
    if (doubt !== undefined) what.doubt = doubt
    walk.emit({ ...places, what })
  } else if (looser.length > 0) {
    walk.emit({ ...places, what: { kind: 'relaxed', read: limit.read ?? 'information' } })
  } else if (JSON.stringify(limits(before).map(limit.show)) !== JSON.stringify(limits(after).map(limit.show))) {
    // Written otherwise, and the same.
    if (new Set(limits(before).map(limit.show)).symmetricDifference(new Set(limits(after).map(limit.show))).size > 0)
      walk.emit({ ...places, what: { kind: 'relaxed', read: 'compatible' } })
  }
}

function found<T>(site: Site, limit: Limit<T>): Found<T>[] {
  return site.parts.flatMap((schema) => {
    const value = limit.of(schema)
    return value === undefined ? [] : [{ limit: value, schema }]
  })
}

function pathOf<T>(found: Found<T> | undefined, keyword: string): Path | undefined {
  return found && [...found.schema.path, keyword]
}

function words<T>(all: readonly Found<T>[], some: readonly Found<T>[], limit: Limit<T>): string {
  const shown = some.length > 0 ? some : all
  return shown.length === 0 ? 'none' : [...new Set(shown.map((each) => limit.show(each.limit)))].join(' and ')
}
