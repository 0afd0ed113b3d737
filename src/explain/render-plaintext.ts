import { padToWidth } from '../model/display-width.ts'
import { printable, visible } from '../model/printable.ts'
import type { ExplainDoc, FieldDoc } from './doc.ts'
import { factLines, ruleLines } from './fact-lines.ts'
import { factList, nameText } from './fact-list.ts'
import { externalDocs, fieldRow } from './field-row.ts'
import type { PlaintextOptions } from './plaintext-options.ts'
import { prose } from './prose.ts'
import { reflow } from './reflow.ts'
import { resourceFacts } from './render-resource.ts'
import type { Style } from './style.ts'

type Lines = Pick<PlaintextOptions, 'width' | 'style'> & {
  /** Take back the line breaks of descriptions that were made for a wider page. */
  reflow?: boolean
}

/** Characters of a description. */
const longest = 60_000

/**
 * The layout of `kubectl explain` (upstream: kubectl pkg/explain/v2 templates/plaintext.tmpl) with all that it leaves
 * out: everything that it prints is there too.
 */
export function renderPlaintext(doc: ExplainDoc, options: PlaintextOptions): string {
  const { head, rules, text } = fieldParts(doc, options)
  const lines = [...resourceHead(doc, options), ...head, ...rules.flat(), ...text]
  if (doc.fields.length > 0) {
    lines.push(options.style.heading('FIELDS:'))
    for (const row of doc.fields) lines.push(...fieldRow(row, options))
  }
  while (lines.at(-1) === '') lines.pop()
  return `${lines.join('\n')}\n`
}

/** GROUP, KIND and VERSION; at the root all that there is to say about the resource. */
export function resourceHead({ resource, field, object }: ExplainDoc, options: { style: Style }): string[] {
  const lines = resourceFacts(resource, field.path === '', options)
  if (object) {
    const where = object.namespace === '' ? '' : ` in ${visible(object.namespace)}`
    lines.push(`${options.style.heading(padToWidth('OBJECT:', 12))}${visible(object.name)}${where}`)
  }
  return [...lines, '']
}

/**
 * All that is said about the field itself: up to its rules, each of its rules, and its description.
 * @param marked which of the rules to point at
 */
export function fieldParts(
  { field }: Pick<ExplainDoc, 'field'>,
  options: Lines,
  marked?: number,
): { head: string[]; rules: string[][]; text: string[] } {
  const isRoot = field.path === ''
  const facts = factLines(factList(field, field.path), options)
  const rules = ruleLines(field, options, marked)
  const isSeparate = !isRoot || facts.length + rules.length > 0
  return {
    head: isRoot ? facts : [fieldLine(field, options.style), ...facts],
    rules,
    text: [
      ...(isSeparate ? [''] : []),
      options.style.heading('DESCRIPTION:'),
      ...description(field, options),
      '',
      ...(field.externalDocs ? externalDocs(field.externalDocs, 0, options) : []),
    ],
  }
}

function fieldLine(field: FieldDoc, style: Style): string {
  const format = field.format && !field.type.includes('[') ? ` ${visible(field.format.name)}` : ''
  const required = field.required ? `  ${style.required('-required-')}` : ''
  return `${style.heading('FIELD:')} ${style.name(nameText(field.path))} ${style.type(`<${visible(field.type)}${format}>`)}${required}`
}

/** The descriptions of the field and of its items or values, as kubectl puts them together. */
function description(field: FieldDoc, { width, style, reflow: isReflowed }: Lines): string[] {
  const texts: string[] = []
  for (let facts: FieldDoc['each'] = field; facts; facts = facts.each)
    if (facts.description) texts.push(isReflowed ? reflow(printable(facts.description), width - 4) : facts.description)
  return prose(texts.join('\n') || '<empty>', { width, indent: 4, longest, style })
}
