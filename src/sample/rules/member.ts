import type { Expr } from '../../cel/ast.ts'
import { CelList, CelMap, type CelValue } from '../../cel/value.ts'
import type { Path } from '../../model/path.ts'
import { isList, type Value } from '../../model/value.ts'
import { absent, demand, present } from '../demand.ts'
import { quoteMeta } from '../text/text-values.ts'
import { plainOf } from './plain.ts'
import type { Move } from './seeker.ts'
import type { Scope, Subject } from './subject.ts'

/** Moves for `element in holder`: the element becomes one of those, or it is put there; or the opposite. */
export function memberMoves(subject: Subject, element: Expr, holder: Expr, truth: boolean, scope: Scope): Move[] {
  const values = subject.evaluate(holder, scope)
  const [at, path] = [subject.pathOf(element, scope), subject.pathOf(holder, scope)]
  const out: Move[] = []
  const listed = values instanceof CelList ? itemsOf(values) : values instanceof CelMap ? values.keys() : []
  const allowed = listed.flatMap((item) => plainOf(item) ?? [])
  if (at && allowed.length > 0) {
    const move = demand(at, { enum: allowed }, truth)
    out.push(truth ? [move] : [present(at), move])
  }
  const raw = plainOf(subject.evaluate(element, scope))
  if (path && raw !== undefined) out.push(...put(subject, path, raw, truth))
  return out
}

function itemsOf(list: CelList): CelValue[] {
  return Array.from({ length: Math.min(list.size, 1_000) }, (_, i) => list.at(i))
}

/** A value into a list or a key into a map, or out of it. */
function put(subject: Subject, path: Path, raw: Value, truth: boolean): Move[] {
  const now = subject.raw(path)
  if (subject.schemaAt(path)?.type === 'array') {
    if (!truth) return [[demand(path, { items: { not: { enum: [raw] } } })]]
    const length = isList(now) ? now.length : 0
    return [[demand([...path, length], { enum: [raw] })], [demand([...path, 0], { enum: [raw] })]]
  }
  const key = subject.below(path, String(raw))
  return key ? [[truth ? present(key) : absent(key)]] : []
}

/** Moves for `text.startsWith(other)` and its kin. */
export function textMoves(
  subject: Subject,
  fn: 'matches' | 'startsWith' | 'endsWith' | 'contains',
  text: Expr,
  other: Expr,
  truth: boolean,
  scope: Scope,
): Move[] {
  const path = subject.pathOf(text, scope)
  const found = subject.evaluate(other, scope)
  if (!path || typeof found !== 'string') return []
  const quoted = quoteMeta(found)
  const pattern = { matches: found, startsWith: `^${quoted}`, endsWith: `${quoted}$`, contains: quoted }[fn]
  const move = demand(path, { pattern }, truth)
  return [truth ? [move] : [present(path), move]]
}
