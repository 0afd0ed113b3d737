import type { Document } from '../model/document.ts'
import type { Finding, RulePlace } from '../model/finding.ts'
import { locate, type Range } from '../model/path.ts'
import type { Result } from '../model/result.ts'
import { isDict } from '../model/value.ts'

/** Where a finding stands in its document's text: the value, or the key where that says more. */
export function placeOf(finding: Finding, document: Document): Range {
  if (finding.position) return finding.position
  if (document.root === undefined) return { start: document.range.start, end: document.range.start }
  const found = locate(document.root, finding.path, document.range)
  const at = finding.atKey && found.key ? keyOnly(found.key, document) : found.value
  // Of a whole mapping or list only its beginning is shown; of something that is absent, the key of what should hold it.
  if (!found.exact && found.key) return keyOnly(found.key, document)
  return at
}

/** A key without the colon and space that follow it. */
function keyOnly(key: Range, { origin }: Document): Range {
  const text = origin.text.slice(key.start, key.end)
  return { start: key.start, end: key.start + text.replace(/\s*:?\s*(?:[&!][^\s]*\s*)*[-\s]*$/, '').length }
}

/** Where the schema keyword stands that decided, if the CRD was read from a text. */
export function rulePlaceOf(rule: RulePlace | undefined): { document: Document; range: Range } | undefined {
  const origin = rule?.origin as Document | undefined
  if (!rule || !origin || !isDict(origin.root)) return undefined
  const found = locate(origin.root, rule.path, origin.range)
  return { document: origin, range: found.key ?? found.value }
}

/** The findings as the text has them, since the server's order is random. */
export function inOrder({ findings, document }: Result): Finding[] {
  return findings
    .map((finding, i) => ({ finding, i, at: placeOf(finding, document).start }))
    .sort((a, b) => a.at - b.at || a.i - b.i)
    .map(({ finding }) => finding)
}
