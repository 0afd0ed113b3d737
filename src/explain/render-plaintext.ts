import { padToWidth } from '../model/display-width.ts'
import { visible } from '../model/printable.ts'
import type { ExplainDoc, FieldDoc } from './doc.ts'
import { factLines, ruleLines } from './fact-lines.ts'
import { factList } from './fact-list.ts'
import { externalDocs, fieldRow } from './field-row.ts'
import type { PlaintextOptions } from './plaintext-options.ts'
import { prose } from './prose.ts'
import { resourceFacts } from './render-resource.ts'
import type { Style } from './style.ts'

/** Characters of a description. */
const longest = 60_000

/**
 * The layout of `kubectl explain` (upstream: kubectl pkg/explain/v2 templates/plaintext.tmpl) with all that it leaves
 * out: everything that it prints is there too.
 */
export function renderPlaintext(doc: ExplainDoc, options: PlaintextOptions): string {
  const { field } = doc
  const lines = [...resourceFacts(doc.resource, field.path === '', options), '']
  if (doc.object) {
    const { name, namespace } = doc.object
    const where = namespace === '' ? '' : ` in ${visible(namespace)}`
    lines.splice(-1, 0, `${options.style.heading(padToWidth('OBJECT:', 12))}${visible(name)}${where}`)
  }
  const isRoot = field.path === ''
  if (!isRoot) lines.push(fieldLine(field, options.style))
  const facts = [...factLines(factList(field, field.path), options), ...ruleLines(field, options)]
  lines.push(...facts)
  if (!isRoot || facts.length > 0) lines.push('')
  lines.push(options.style.heading('DESCRIPTION:'), ...description(field, options), '')
  if (field.externalDocs) lines.push(...externalDocs(field.externalDocs, 0, options))
  if (doc.fields.length > 0) {
    lines.push(options.style.heading('FIELDS:'))
    for (const row of doc.fields) lines.push(...fieldRow(row, options))
  }
  while (lines.at(-1) === '') lines.pop()
  return `${lines.join('\n')}\n`
}

function fieldLine(field: FieldDoc, style: Style): string {
  const format = field.format && !field.type.includes('[') ? ` ${visible(field.format.name)}` : ''
  const required = field.required ? `  ${style.required('-required-')}` : ''
  return `${style.heading('FIELD:')} ${style.name(visible(field.path))} ${style.type(`<${visible(field.type)}${format}>`)}${required}`
}

/** The descriptions of the field and of its items or values, as kubectl puts them together. */
function description(field: FieldDoc, { width, style }: PlaintextOptions): string[] {
  const texts: string[] = []
  for (let facts: FieldDoc['each'] = field; facts; facts = facts.each)
    if (facts.description) texts.push(facts.description)
  return prose(texts.join('\n') || '<empty>', { width, indent: 4, longest, style })
}
