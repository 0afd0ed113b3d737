import type { FieldNode } from '../../schema/walk.ts'
import type { ExplainDoc, RuleDoc } from '../doc.ts'
import { rulesWithin } from '../fact-list.ts'
import { fieldDoc } from '../field-doc.ts'
import { fieldParts, resourceHead } from '../render-plaintext.ts'
import type { Style } from '../style.ts'
import { fold } from './fold.ts'
import type { Subject } from './subject.ts'

/** All that `explain` prints about a field, in lines that fit. */
export interface Details {
  readonly lines: readonly string[]
  /** Where the rule begins that was asked for. */
  readonly ruleAt: number | undefined
}

/** @param rule one of those that the field has, to be found in the lines */
export function detailsOf(
  node: FieldNode,
  subject: Subject,
  { width, style, rule }: { width: number; style: Style; rule: RuleDoc | undefined },
): Details {
  const field = fieldDoc(node, 0, subject.server, subject.object)
  const marked = rule ? rulesWithin(field).findIndex((own) => isSameRule(own, rule)) : -1
  const { head, rules, text } = fieldParts({ field }, { width, style, reflow: true }, marked)
  const lines: string[] = []
  const add = (more: readonly string[]) => {
    for (const line of more) lines.push(...fold(line, width))
  }
  if (field.path === '') add(resourceHead(headOf(subject, field), { style }))
  add(head)
  let ruleAt: number | undefined
  rules.forEach((said, i) => {
    // Where one takes several lines, one must see where the next begins.
    if (i > 0 && said.length + rules[i - 1]!.length > 2) lines.push('')
    if (i === marked) ruleAt = lines.length
    add(said)
  })
  add(text)
  while (lines.at(-1) === '') lines.pop()
  return { lines, ruleAt }
}

function headOf({ resource, object }: Subject, field: ExplainDoc['field']): ExplainDoc {
  return { resource, field, fields: [], ...(object && { object }) }
}

/** Rules are told apart by where they stand in the CRD. */
function isSameRule(one: RuleDoc, other: RuleDoc): boolean {
  return one.place.length === other.place.length && one.place.every((step, i) => step === other.place[i])
}

/** The rules that have a say about a field: its own, and those above it that read it. */
export function rulesFor(node: FieldNode, subject: Subject): RuleDoc[] {
  return rulesWithin(fieldDoc(node, 0, subject.server))
}
