import type { ServerVersion } from '../../model/server-version.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Walk } from '../edit.ts'
import { kindsOf } from '../kinds.ts'
import type { Site } from '../site.ts'
import { nodeOf } from '../values/accepts.ts'
import { plausibly } from '../values/plausible.ts'
import { numbersNear } from '../values/scalars.ts'
import { compareLimit } from './ordered.ts'

/** The format, where it is one that the server enforces; the others say nothing. */
export function compareFormat(old: Site, now: Site, walk: Walk): void {
  const [before, after] = [old.own.format, now.own.format]
  const isTold = [old, now].every((site) => site.parts.every((part) => enforced(part, walk.server) === undefined))
  if (isTold) {
    if (before === after) return
    const message = `format ${before || 'none'} → ${after || 'none'}; it is not enforced`
    const path = (site: Site) => (site.own.format === '' ? site.own.path : [...site.own.path, 'format'])
    walk.emit({ code: 'CRD2015', message, old: path(old), new: path(now), what: { kind: 'told' } })
    return
  }
  const isNumber = kindsOf(old).has('integer')
  compareLimit<string>(old, now, walk, {
    code: 'CRD2015',
    keyword: 'format',
    of: (schema) => enforced(schema, walk.server),
    show: (format) => format,
    implied: (known, format) => known.some((each) => implies(plain(each), plain(format))),
    candidates: () => ({ values: () => (isNumber ? numbersNear([2 ** 31], old) : plausibly(old)), all: false }),
  })
}

/** Undefined where the server does not enforce it, or where it says no more than the type. */
function enforced(schema: Schema, server: ServerVersion): string | undefined {
  const { format, types } = nodeOf(schema, server)
  const isType = (types[0] === 'integer' && format === 'int64') || (types[0] === 'number' && format === 'double')
  return format === '' || isType ? undefined : format
}

function plain(format: string): string {
  return format.replaceAll('-', '')
}

const within: Readonly<Record<string, string>> = {
  uuid3: 'uuid',
  uuid4: 'uuid',
  uuid5: 'uuid',
}

function implies(known: string, format: string): boolean {
  return known === format || within[known] === format
}
