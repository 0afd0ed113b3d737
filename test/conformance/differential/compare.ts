import type { Finding } from '../../../src/model/finding.ts'
import { marshal } from '../../../src/model/go/json.ts'
import type { Value } from '../../../src/model/value.ts'
import type { Verdict } from '../server/oracle.ts'

/** What ours said. */
export interface Ours {
  findings: readonly Finding[]
  stored?: Value | undefined
}

export type Figure = 'verdict' | 'causes' | 'stored' | 'warnings'
export const figures: readonly Figure[] = ['verdict', 'causes', 'stored', 'warnings']

export interface Comparison {
  /** Which figures say something about this case, and whether they agree. */
  same: Partial<Record<Figure, boolean>>
  /** What differs; empty when nothing does. */
  lines: string[]
}

/** Compares two answers as multisets of causes and warnings, and texts of stored objects. */
export function compare(server: Verdict, ours: Ours): Comparison {
  const errors = ours.findings.filter((f) => f.source === 'server' && f.severity === 'error')
  const accepted = errors.length === 0
  const same: Comparison['same'] = { verdict: accepted === server.accepted }
  const lines: string[] = []
  if (!same.verdict) lines.push(`verdict: server ${word(server.accepted)}, ours ${word(accepted)}`)
  const theirs = causesOf(server).map(causeText)
  const own = errors.map(causeText)
  const [missing, extra] = [less(theirs, own), less(own, theirs)]
  if (!server.accepted) same.causes = missing.length + extra.length === 0
  lines.push(...missing.map((text) => `server only: ${text}`), ...extra.map((text) => `ours only:   ${text}`))
  if (server.accepted && accepted && server.stored !== undefined && ours.stored !== undefined) {
    const text = marshal(ours.stored)
    same.stored = text === server.stored
    if (!same.stored) lines.push(`stored: ${firstDifference(server.stored, text)}`)
  }
  // The server says the same text once; ours may point at several places.
  const warnings = ours.findings.filter((f) => f.source === 'server' && f.severity === 'warning')
  const said = [...new Set(warnings.map((f) => f.message))]
  const warned = server.warnings ?? []
  const [unsaid, invented] = [less(warned, said), less(said, warned)]
  if (warned.length + said.length > 0) same.warnings = unsaid.length + invented.length === 0
  lines.push(...unsaid.map((text) => `server warns: ${text}`), ...invented.map((text) => `ours warns:   ${text}`))
  return { same, lines }
}

const word = (accepted: boolean) => (accepted ? 'accepts' : 'refuses')

interface Cause {
  field: string
  reason: string
  message: string
}

/** One cause a field that strict decoding names; one without a field for other refusals that have no causes. */
export function causesOf({ accepted, causes, reason, message }: Verdict): Cause[] {
  if (accepted) return []
  if (causes && causes.length > 0) return causes
  const strict = /strict decoding error: (.*)$/s.exec(message ?? '')?.[1]
  const named = [...(strict ?? '').matchAll(/(unknown|duplicate) field "(.*?)"(?=, (?:unknown|duplicate) field "|$)/gs)]
  if (named.length === 0) return [{ field: '', reason: reason ?? '', message: message ?? '' }]
  return named.map(([text, what, field]) => ({
    field: field!,
    reason: what === 'unknown' ? 'UnknownField' : 'DuplicateField',
    message: text,
  }))
}

const withoutField = new Set(['BadRequest', 'NotFound', 'Conflict'])

function causeText({ field, reason, message }: Cause): string {
  const place = withoutField.has(reason) ? '' : field
  return `${place} | ${reason} | ${message}`.replace(/selfType\d+/g, 'selfType')
}

/** What is in `a` and not in `b`, counting repeats. */
function less(a: readonly string[], b: readonly string[]): string[] {
  const rest = [...b]
  return a.filter((text) => {
    const at = rest.indexOf(text)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}

function firstDifference(theirs: string, ours: string): string {
  let at = 0
  while (theirs[at] === ours[at]) at++
  const cut = (text: string) => text.slice(Math.max(0, at - 60), at + 60)
  return `server …${cut(theirs)}… ours …${cut(ours)}…`
}
